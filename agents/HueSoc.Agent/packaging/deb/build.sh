#!/usr/bin/env bash
# Publishes the agent and makes a Debian package of it.
#
#   bash agents/HueSoc.Agent/packaging/deb/build.sh FOLDER [VERSION] [PUBLISHED]
#
# FOLDER gets huesoc-agent_VERSION_amd64.deb, whose path is the last line printed. With PUBLISHED, a folder that holds
# the published program, nothing is built.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
target=$(mkdir -p "$1" && cd "$1" && pwd)
version=${2:-$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$project/../../Directory.Build.props")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

published=${3:-}
if [[ -z $published ]]; then
    published=$work/published
    dotnet publish "$project/HueSoc.Agent.csproj" -c Release -r linux-x64 -p:Version="$version" -o "$published" --nologo -v quiet
fi

root=$work/root
install -D -m 0755 "$published/huesoc-agent" "$root/usr/bin/huesoc-agent"
install -D -m 0644 "$project/packaging/systemd/huesoc-agent.service" "$root/lib/systemd/system/huesoc-agent.service"
install -D -m 0644 "$project/README.md" "$root/usr/share/doc/huesoc-agent/README.md"
install -d -m 0750 "$root/etc/huesoc-agent"

mkdir -p "$root/DEBIAN"
for script in postinst prerm postrm; do
    install -m 0755 "$here/$script" "$root/DEBIAN/$script"
done
size=$(du -sk --exclude=DEBIAN "$root" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/amd64/" -e "s/@SIZE@/$size/" "$here/control.in" > "$root/DEBIAN/control"

package=$target/huesoc-agent_${version}_amd64.deb
dpkg-deb --root-owner-group --build "$root" "$package" > /dev/null
echo "$package"
