# shellcheck shell=bash
# What the scripts in tools/ share: where the source is, how to speak and fail, and the set-up of a fresh machine.
#
# Sourced by tools/build, tools/run and tools/test. bajin_setup installs the missing Debian packages, or returns at once when
# there are none: one call of dpkg-query, no network, no root. It never asks a question but sudo's own for a password.

# shellcheck disable=SC2034  # used by those who source this
bajin_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# One package a line; where releases of Debian name it differently, the first name that is known here is installed.
bajin_packages=(
	g++
	cmake
	ninja-build
	"pkgconf|pkg-config"
	ccache
	mold
	curl
	ca-certificates
	openssl
	"libboost1.81-dev|libboost1.83-dev|libboost1.88-dev"
	"libboost-url1.81-dev|libboost-url1.83-dev|libboost-url1.88-dev"
	nlohmann-json3-dev
	catch2
	libssl-dev
	libjemalloc-dev
	libsimdjson-dev
	libsodium-dev
	libutf8proc-dev
	libzxcvbn-dev
	libcli11-dev
	libspdlog-dev
	libfmt-dev
	zlib1g-dev
	libqrencode-dev
	libxlsxwriter-dev
	libminizip-dev
	prometheus-cpp-dev
)

# Takes a program out of a package of Debian that would start a server of its own when it is installed: bajin_take_out PACKAGE
# PROGRAM prints where it is, below build/PACKAGE; fails when it cannot be had (the reason is in build/PACKAGE/download.log).
bajin_take_out()
{
	local folder=$bajin_root/build/$1 program=$2
	if [[ ! -x $folder$program ]]; then
		mkdir -p -- "$folder"
		(cd -- "$folder" && apt-get download "$1" >download.log 2>&1 && dpkg-deb --extract "$1"_*.deb .) || return 1
	fi
	[[ -x $folder$program ]] || return 1
	printf '%s\n' "$folder$program"
}

# What only the tests of the pages need: a real browser, and Chinese letters for its pictures.
bajin_browser_packages=(
	"chromium-headless-shell|chromium"
	fonts-noto-cjk
)

# What the sanitizers' builds and the fuzz targets need: Clang compiles them in half of the time that GCC takes, reads the
# source as a second compiler, and has libFuzzer. One version, the same on Debian 12 and 13 and on Ubuntu 24.04; with it what
# gives the names in its reports.
bajin_clang_packages=(
	clang-19
	libclang-rt-19-dev
	llvm-19
)

say()
{
	printf '%s\n' "$*"
}

die()
{
	printf 'tools/%s: %s\n' "$(basename -- "$0")" "$*" >&2
	exit 1
}

# Prints those of the given entries of which no alternative is installed, one a line.
bajin_missing_packages()
{
	local entry name names installed found
	IFS='|' read -ra names <<<"$(IFS='|' && printf '%s' "$*")"
	installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "${names[@]}" 2>/dev/null || true)
	for entry in "$@"; do
		IFS='|' read -ra names <<<"$entry"
		found=
		for name in "${names[@]}"; do
			if grep -qxF "installed $name" <<<"$installed"; then found=yes; fi
		done
		[[ -n $found ]] || say "$entry"
	done
}

# Prints for an entry the first of its names that apt could install here, else the first name, so that apt's message names it.
bajin_package_here()
{
	local name names policy
	IFS='|' read -ra names <<<"$1"
	for name in "${names[@]}"; do
		# apt-cache show succeeds also for a package that is only named by another. Not through a pipe: grep that has found what it
		# looks for ends, and apt-cache, still writing, would seem to have failed.
		policy=$(LC_ALL=C apt-cache policy "$name" 2>/dev/null || true)
		if grep -qE '^ +Candidate: [^(]' <<<"$policy"; then
			say "$name"
			return
		fi
	done
	say "${names[0]}"
}

# Runs a command as root: as it is, or through sudo when the caller is somebody else.
bajin_as_root()
{
	if [[ $EUID -eq 0 ]]; then
		"$@"
	elif sudo -n true 2>/dev/null; then
		sudo -n -- "$@"
	else
		sudo -- "$@"
	fi
}

# Installs bajin_packages, and the entries given.
bajin_setup()
{
	local entry missing packages=()
	if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
		say "This is not Debian: assuming that a C++20 compiler and the libraries listed in tools/setup.sh are installed."
		return
	fi
	mapfile -t missing < <(bajin_missing_packages "${bajin_packages[@]}" "$@")
	[[ ${#missing[@]} -gt 0 ]] || return 0

	if [[ $EUID -ne 0 ]] && ! { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; }; then
		for entry in "${missing[@]}"; do packages+=("$(bajin_package_here "$entry")"); done
		die "Debian packages are missing; as root, run: apt-get update && apt-get install -y --no-install-recommends ${packages[*]}"
	fi
	say "Installing with apt-get, which needs root$([[ $EUID -eq 0 ]] || say ' (through sudo)'): ${missing[*]%%|*}"
	bajin_as_root apt-get update -q </dev/null || die "apt-get update failed: is there a network? See the lines above"
	for entry in "${missing[@]}"; do packages+=("$(bajin_package_here "$entry")"); done
	bajin_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
		-o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "${packages[@]}" </dev/null ||
		die "apt-get could not install the packages; its reason is in the lines above"
}
