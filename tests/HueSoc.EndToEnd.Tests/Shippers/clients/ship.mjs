// Ships documents with one of the official clients and prints what it was answered.
//   node ship.mjs CLIENT ADDRESS ID SECRET INDEX PREFIX COUNT DAY
// CLIENT is es7, es8 or es9. Documents have the ids PREFIX0, PREFIX1, … and times from the beginning of DAY on.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(process.cwd() + '/'))
const [name, node, id, secret, index, prefix, count, day] = process.argv.slice(2)
const { Client } = require(name)
const client = new Client({ node, auth: { apiKey: { id, api_key: secret } }, maxRetries: 5 })

async function * documents () {
  for (let i = 0; i < Number(count); i++) {
    yield {
      '@timestamp': new Date(Date.parse(day) + i).toISOString(),
      message: `đăng nhập thất bại ${i}`,
      event: { code: '4625', category: ['authentication'] },
      host: { name: `pc-${i % 50}` },
      number: i
    }
  }
}

const dropped = {}
const result = await client.helpers.bulk({
  datasource: documents(),
  onDocument: document => ({ create: { _index: index, _id: prefix + document.number } }),
  onDrop: ({ status }) => { dropped[status] = (dropped[status] ?? 0) + 1 },
  flushBytes: 2_000_000,
  concurrency: 2,
  wait: 200
})

// A small one by hand, to see the statuses item by item.
const body = [
  { create: { _index: index, _id: prefix + '0' } }, { again: true },
  { index: { _index: index, _id: prefix + 'by-hand' } }, { number: -1 },
  { delete: { _index: index, _id: prefix + '0' } }
]
const answer = await client.bulk(name === 'es7' ? { body } : { operations: body })
const { items } = answer.body ?? answer
console.log(JSON.stringify({
  total: result.total,
  successful: result.successful,
  failed: result.failed,
  dropped,
  statuses: items.map(item => Object.values(item)[0].status)
}))
