#include "tests/net/framing_shapes.hpp"

namespace bajin::net_test
{

namespace
{

constexpr std::string_view good;
constexpr std::string_view bad = "bad_request";
constexpr std::string_view unknown = "unknown_transfer_coding";
constexpr std::string_view old = "POST /api/v1/sync HTTP/1.0";
constexpr const char* host = "Host: a\r\n";

std::string with_host(const std::string& fields)
{
	return host + fields;
}

} // namespace

const std::vector<FramingShape>& framing_shapes()
{
	using namespace std::string_literals;
	static const std::vector<FramingShape> shapes = {
		FramingShape{"6.2: a length", with_host("Content-Length: 3\r\n"), good},
		FramingShape{"6.3: nothing, no body", host, good},
		FramingShape{"7.1: chunked", with_host("Transfer-Encoding: chunked\r\n"), good},
		FramingShape{"RFC 9110 10.1.1: names of codings know no case", with_host("transfer-encoding: ChUnKeD\r\n"), good},
		FramingShape{"5.1: white space around a value", with_host("Transfer-Encoding: \t chunked \t\r\n"), good},
		FramingShape{"6.1: a coding that is not known", with_host("Transfer-Encoding: gzip\r\n"), unknown},
		FramingShape{"6.1: a name that only holds chunked", with_host("Transfer-Encoding: xchunked\r\n"), unknown},
		FramingShape{"6.1: chunked with something behind", with_host("Transfer-Encoding: chunkedx\r\n"), unknown},
		FramingShape{"6.1: identity is gone", with_host("Transfer-Encoding: identity\r\n"), unknown},
		FramingShape{"6.1: chunked is not the last", with_host("Transfer-Encoding: chunked, gzip\r\n"), bad},
		FramingShape{"6.1: a coding before chunked", with_host("Transfer-Encoding: gzip, chunked\r\n"), bad},
		FramingShape{"6.1: chunked twice", with_host("Transfer-Encoding: chunked, chunked\r\n"), bad},
		FramingShape{"6.1: an empty member of the list", with_host("Transfer-Encoding: , chunked\r\n"), bad},
		FramingShape{"6.1: an empty list", with_host("Transfer-Encoding:\r\n"), bad},
		FramingShape{"6.1: chunked with a parameter", with_host("Transfer-Encoding: chunked;q=1\r\n"), unknown},
		FramingShape{"6.1: two fields", with_host("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), bad},
		FramingShape{"6.1: two fields that differ", with_host("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"), bad},
		FramingShape{"6.1: two fields, the second empty", with_host("Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n"), bad},
		FramingShape{"6.1: quoted", with_host("Transfer-Encoding: \"chunked\"\r\n"), unknown},
		FramingShape{"6.1: none in HTTP/1.0", with_host("Transfer-Encoding: chunked\r\n"), bad, old},
		FramingShape{"6.1: none in HTTP/1.0, not even another", with_host("Transfer-Encoding: gzip\r\n"), bad, old},
		FramingShape{"6.3: length, then coding", with_host("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), bad},
		FramingShape{"6.3: coding, then length", with_host("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), bad},
		FramingShape{"6.3: length and an unknown coding", with_host("Content-Length: 3\r\nTransfer-Encoding: gzip\r\n"), bad},
		FramingShape{"6.3: two lengths", with_host("Content-Length: 3\r\nContent-Length: 4\r\n"), bad},
		FramingShape{"6.3: two equal lengths", with_host("Content-Length: 3\r\nContent-Length: 3\r\n"), bad},
		FramingShape{"6.3: a list of lengths", with_host("Content-Length: 3, 3\r\n"), bad},
		FramingShape{"6.2: a sign", with_host("Content-Length: +3\r\n"), bad},
		FramingShape{"6.2: below zero", with_host("Content-Length: -3\r\n"), bad},
		FramingShape{"6.2: a fraction", with_host("Content-Length: 3.0\r\n"), bad},
		FramingShape{"6.2: hexadecimal", with_host("Content-Length: 0x3\r\n"), bad},
		FramingShape{"6.2: empty", with_host("Content-Length:\r\n"), bad},
		FramingShape{"6.2: a blank inside", with_host("Content-Length: 1 0\r\n"), bad},
		FramingShape{"6.2: digits of another script", with_host("Content-Length: ３\r\n"), bad},
		FramingShape{"5.1: white space before the colon", with_host("Content-Length : 3\r\n"), bad},
		FramingShape{"5.1: a tab before the colon", with_host("Transfer-Encoding\t: chunked\r\n"), bad},
		FramingShape{"5.1: no colon", with_host("Content-Length 3\r\n"), bad},
		FramingShape{"5.1: no name", with_host(": 3\r\n"), bad},
		FramingShape{"5.1: a name that is no token", with_host("Content(Length: 3\r\n"), bad},
		FramingShape{"5.2: a folded line", with_host("X-A: b\r\n c\r\n"), bad},
		FramingShape{"5.2: a folded coding", with_host("Transfer-Encoding:\r\n chunked\r\n"), bad},
		FramingShape{"5.2: folded by a tab", with_host("X-A: b\r\n\tTransfer-Encoding: chunked\r\n"), bad},
		FramingShape{"5.2: white space before the first field", " Host: a\r\n", bad},
		FramingShape{"2.2: a bare line feed", with_host("X-A: b\nTransfer-Encoding: chunked\r\n"), bad},
		FramingShape{"2.2: a bare carriage return", with_host("X-A: b\rc\r\n"), bad},
		FramingShape{"RFC 9110 5.5: a zero byte", with_host("X-A: b\0c\r\n"s), bad},
		FramingShape{"RFC 9110 5.5: a control character", with_host("X-A: b\x01\r\n"), bad},
		FramingShape{"RFC 9110 5.5: bytes beyond ASCII in a value", with_host("User-Agent: \xE5\x85\xAB\r\n"), good},
		FramingShape{"3.2: no Host", "", bad},
		FramingShape{"3.2: no Host in HTTP/1.0", "", good, old},
		FramingShape{"3.2: two Hosts", "Host: a\r\nHost: b\r\n", bad},
		FramingShape{"3.2: the same Host twice", "Host: a\r\nhost: a\r\n", bad},
		FramingShape{"3.2: two Hosts in HTTP/1.0", "Host: a\r\nHost: b\r\n", bad, old},
		FramingShape{"3.2: an empty Host", "Host:\r\n", good},
		FramingShape{"3.2: with a port", "Host: a.example:8080\r\n", good},
		FramingShape{"3.2: an IPv6 address", "Host: [2001:db8::1]:8080\r\n", good},
		FramingShape{"3.2: a port that is none", "Host: a:b\r\n", bad},
		FramingShape{"3.2: two ports", "Host: a:1:2\r\n", bad},
		FramingShape{"3.2: a list", "Host: a, b\r\n", bad},
		FramingShape{"3.2: a blank inside", "Host: a b\r\n", bad},
		FramingShape{"3.2: with a path", "Host: a/b\r\n", bad},
		FramingShape{"3.2: with a user", "Host: user@a\r\n", bad},
		FramingShape{"3.2: an IPv6 address that does not end", "Host: [2001:db8::1\r\n", bad},
		FramingShape{"3.2: a backslash", "Host: a\\b\r\n", bad},
	};
	return shapes;
}

} // namespace bajin::net_test
