#include "tools/demo/balance.hpp"

#include <algorithm>

namespace bajin::demo
{

namespace
{

std::int64_t round_like_people(std::int64_t value, Random& random)
{
	if (random.percent(22)) { return value; }
	const std::int64_t step = value >= 10'000 ? 500 : value >= 1'000 ? 50 : value >= 100 ? 10 : 5;
	return std::max(step, (value + step / 2) / step * step);
}

std::int64_t leaflet_copies(const Draft& draft, Random& random)
{
	if (draft.crowd) { return draft.reach.total * random.between(8, 20) / 100; }
	const std::int64_t percent = draft.kind == EventKind::lecture ? random.between(80, 180) : random.between(60, 260);
	return std::max<std::int64_t>(20, std::min<std::int64_t>(draft.reach.total, 3'000) * percent / 100);
}

std::int64_t law_reader_copies(const Draft& draft, Random& random)
{
	const int chance = draft.crowd ? 85 : draft.kind == EventKind::lecture ? 25 : 62;
	if (!random.percent(chance)) { return 0; }
	if (draft.crowd) { return random.around(500, 4'200); }
	// There is hardly a copy for everybody.
	const std::int64_t most = std::clamp<std::int64_t>(draft.reach.total * 7 / 10, 30, 900);
	return draft.kind == EventKind::lecture ? random.around(10, std::min<std::int64_t>(most, 90)) : random.around(20, most);
}

void add_item(Draft& draft, std::string_view item, std::int64_t copies)
{
	if (copies > 0) { draft.materials.push_back({.item = std::string(item), .copies = copies}); }
}

void give_items(Draft& draft, Random& random)
{
	const std::int64_t leaflets = leaflet_copies(draft, random);
	add_item(draft, "law_reader", law_reader_copies(draft, random));
	const bool two_plans = draft.audience != Audience::everyone && !draft.crowd && random.percent(11);
	add_item(draft, "two_plans_handbook", two_plans ? random.around(12, 110) : 0);
	add_item(draft, "leaflet", leaflets);
	if (random.percent(draft.kind == EventKind::lecture ? 40 : 75))
	{
		add_item(draft, "handbook", round_like_people(leaflets * random.between(20, 60) / 100, random));
	}
	if (draft.kind == EventKind::session && random.percent(26))
	{
		add_item(draft, "poster", draft.crowd ? random.around(40, 300) : random.around(2, 30));
	}
	if (random.percent(draft.crowd ? 70 : 15))
	{
		add_item(draft, "gift", draft.crowd ? random.around(6, 40) * 50 : random.around(2, 30) * 10);
	}
	if (draft.kind == EventKind::session && random.percent(30)) { add_item(draft, "banner", random.between(1, 4)); }
	if (draft.kind == EventKind::session && random.percent(22)) { add_item(draft, "board", random.between(4, 24)); }
}

bool adds_materials(const Draft& draft)
{
	return is_counted(draft.fate) || (draft.fate == Fate::joint && draft.adds.materials);
}

std::vector<std::int64_t*> copies_of(std::vector<Draft>& drafts, std::string_view item)
{
	std::vector<std::int64_t*> copies;
	for (Draft& draft : drafts)
	{
		for (MaterialEntry& entry : draft.materials)
		{
			if (adds_materials(draft) && entry.item == item) { copies.push_back(&entry.copies); }
		}
	}
	return copies;
}

} // namespace

void fit_sum(const std::vector<std::int64_t*>& values, const Fit& fit, Random& random)
{
	BAJIN_ASSERT(!values.empty() && fit.sum >= fit.least * static_cast<std::int64_t>(values.size()));
	std::int64_t before = 0;
	for (const std::int64_t* value : values) { before += *value; }
	std::int64_t missing = fit.sum;
	for (std::int64_t* value : values)
	{
		*value = std::max(fit.least, round_like_people(*value * fit.sum / before, random));
		missing -= *value;
	}
	while (missing != 0)
	{
		std::int64_t& value = *random.pick(values);
		const std::int64_t step = std::max<std::int64_t>(5, value / 40);
		const std::int64_t changed = std::max(fit.least, value + std::clamp(missing, -step, step));
		missing -= changed - value;
		value = changed;
	}
}

void give_materials(std::vector<Draft>& drafts, const Vocabulary& vocabulary, Random& random)
{
	for (Draft& draft : drafts)
	{
		if (draft.fate != Fate::duplicate) { give_items(draft, random); }
	}
	for (Draft& draft : drafts)
	{
		if (draft.echo_of && draft.team == drafts[*draft.echo_of].team) { draft.materials = drafts[*draft.echo_of].materials; }
	}
	fit_sum(copies_of(drafts, "law_reader"), {.sum = published::law_readers, .least = 10}, random);
	fit_sum(copies_of(drafts, "two_plans_handbook"), {.sum = published::two_plans_handbooks, .least = 8}, random);

	std::int64_t left_for_leaflets = published::materials;
	for (const Draft& draft : drafts)
	{
		for (const MaterialEntry& entry : draft.materials)
		{
			const Code* code = vocabulary.find(CodeList::items, entry.item);
			const bool material = code != nullptr && code->counts_as_material;
			left_for_leaflets -= adds_materials(draft) && material && entry.item != "leaflet" ? entry.copies : 0;
		}
	}
	fit_sum(copies_of(drafts, "leaflet"), {.sum = left_for_leaflets, .least = 15}, random);
}

} // namespace bajin::demo
