#!/usr/bin/env bash
# Runs every test of the repository, and installs on the way what they need and is missing.
#
#   bash tests/run.sh           restore, build, all tests
#   bash tests/run.sh --long    the same, then the figures (benchmarks, conformance with ../shared)
#
# The last line is always "N passed, N failed, N skipped", over all test projects.
# Exit code 0 when every test that ran has passed and there were some; else 1.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

long=false
for argument in "$@"; do
    case "$argument" in
        --long) long=true ;;
        *) echo "usage: bash tests/run.sh [--long]" >&2; exit 2 ;;
    esac
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# The results are read from files, but messages that people paste into reports should be in one language.
export DOTNET_CLI_UI_LANGUAGE=en

# ---- what the tests need ---------------------------------------------------------------------------------------

# command → Debian package; without the second row tests are skipped, by name
needs=("python3:python3" "xz:xz-utils" "git:git")
wants=("node:nodejs" "npm:npm" "rsyslogd:rsyslog" "wine:wine" "evtxexport:libevtx-utils")

missing=() skipping=()
for need in "${needs[@]}"; do
    command -v "${need%%:*}" > /dev/null || missing+=("${need##*:}")
done
for want in "${wants[@]}"; do
    PATH="$PATH:/usr/sbin" command -v "${want%%:*}" > /dev/null || skipping+=("${want##*:}")
done
# A module of rsyslog has no command of its own.
compgen -G "/usr/lib/*/rsyslog/omelasticsearch.so" > /dev/null || skipping+=("rsyslog-elasticsearch")
if ((${#missing[@]} + ${#skipping[@]} > 0)); then
    if [[ $(id -u) == 0 && -f /etc/debian_version ]]; then
        echo "installing: ${missing[*]} ${skipping[*]}"
        # A list that is still fresh is good enough; a stale or absent one is fetched.
        apt-get install -y --no-install-recommends "${missing[@]}" "${skipping[@]}" > /dev/null 2>&1 ||
            { apt-get update > /dev/null && apt-get install -y --no-install-recommends "${missing[@]}" "${skipping[@]}" > /dev/null; } ||
            { echo "could not install: ${missing[*]} ${skipping[*]}" >&2; ((${#missing[@]} == 0)) || exit 1; }
    else
        echo "missing: ${missing[*]} ${skipping[*]} (on Debian: apt-get install ${missing[*]} ${skipping[*]})" >&2
        ((${#missing[@]} == 0)) || exit 1
    fi
fi

# Tests in which midnight passes when they want it to are skipped without it.
if ! command -v faketime > /dev/null; then
    if [[ $(id -u) == 0 && -f /etc/debian_version ]]; then
        apt-get install -y --no-install-recommends faketime > /dev/null 2>&1 ||
            { apt-get update > /dev/null 2>&1 && apt-get install -y --no-install-recommends faketime > /dev/null 2>&1; } || true
    fi
    command -v faketime > /dev/null || echo "faketime is not there: the tests that need another clock will be skipped" >&2
fi

if ! command -v dotnet > /dev/null; then
    echo "the .NET 10 SDK is missing: 'dotnet' is not on the PATH (https://dotnet.microsoft.com/download/dotnet/10.0)" >&2
    exit 1
fi
if ! dotnet --version > /dev/null 2>&1; then
    echo "no .NET SDK here satisfies global.json, which asks for .NET 10. Installed:" >&2
    dotnet --list-sdks >&2
    exit 1
fi

# ---- restore, build, test --------------------------------------------------------------------------------------

dotnet restore HueSoc.sln --locked-mode || { echo "restore failed" >&2; exit 1; }
dotnet build HueSoc.sln -c Release --no-restore || { echo "build failed" >&2; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
failed=0
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    echo "== $name"
    dotnet test "$project" -c Release --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" || failed=1
    # A project without a result file did not get as far as its tests; that is no success whatever the exit code was.
    [[ -s "$results/$name.trx" ]] || { echo "$name left no results" >&2; failed=1; }
done

# ---- figures -----------------------------------------------------------------------------------------------------

if $long; then
    echo "== figures"
    # All but the half hour of soak; "query" makes 4 GB of events the first time.
    dotnet run -c Release --no-build --project tests/HueSoc.Benchmarks -- hunt load growth ingest query agent || failed=1
    if [[ -f ../shared/checks/sigma_conformance.py ]]; then
        python3 ../shared/checks/sigma_conformance.py -- dotnet run -c Release --no-build --project src/HueSoc.Cli -- || failed=1
    else
        echo "conformance not measured: ../shared is not there"
    fi
fi

# ---- the sum -----------------------------------------------------------------------------------------------------

python3 tests/sum_results.py "$results" || failed=1
exit $failed
