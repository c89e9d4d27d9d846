"""Adds up the result files (.trx) of a folder: names what failed and what was skipped, closes with the totals.

usage: python3 tests/sum_results.py FOLDER
Exit code 0 when something passed and nothing failed.
"""
import os
import sys
import xml.etree.ElementTree as ElementTree

NAMESPACE = "{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}"


def main(folder):
    passed, failed, skipped = 0, [], []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".trx"):
            continue
        for result in ElementTree.parse(os.path.join(folder, name)).iter(NAMESPACE + "UnitTestResult"):
            outcome = result.get("outcome")
            if outcome == "Passed":
                passed += 1
            elif outcome == "NotExecuted":
                skipped.append((result.get("testName"), reason(result)))
            else:
                # Failed, and whatever else there may be: an outcome nobody knows is no success.
                failed.append((result.get("testName"), ""))
    for kind, tests in (("failed", failed), ("skipped", skipped)):
        for test, why in sorted(tests):
            print(f"{kind}: {test}" + (f" ({why})" if why else ""))
    if passed + len(failed) == 0:
        print("no test ran")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped", flush=True)
    return 0 if passed > 0 and not failed else 1


def reason(result):
    for tag in ("Message", "StdOut"):
        element = result.find(f".//{NAMESPACE}{tag}")
        if element is not None and element.text:
            return element.text.strip().splitlines()[0]
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if len(sys.argv) == 2 else __doc__)
