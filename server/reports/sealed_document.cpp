#include "server/reports/sealed_document.hpp"

#include "server/reports/canonical.hpp"

namespace bajin::reports
{

Json describe_head(const store::SealedHead& head, const AreaTree& areas)
{
	const Area& area = areas.at(head.span.area);
	return {
		{"id", to_string(head.id)},
		{"version", head.version},
		{"area", area.code},
		{"area_name", area.name},
		{"from", to_string(head.span.days.first)},
		{"to", to_string(head.span.days.last)},
		{"basis", to_string(head.span.basis)},
		{"reason", head.reason},
		{"sealed_at", to_string(head.sealed_at)},
		{"sealed_by", head.sealed_by},
		{"seq", head.seq},
	};
}

Json head_json(const store::SealedHead& head, const AreaTree& areas)
{
	Json json = describe_head(head, areas);
	json["sha256"] = to_hex(head.sha256);
	return json;
}

Json load_document(store::Database& database, const store::SealedHead& head)
{
	auto document = parse_json(store::find_report_document(database, head.number));
	if (!document) { throw store::StoreError("not_a_database", "the document of a sealed report is damaged", false); }
	return std::move(document->value);
}

} // namespace bajin::reports
