#include "generated/areas_410400.hpp"
#include "generated/vocabulary.hpp"
#include "shared/area_list.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace bajin;

const Reference& schema_reference()
{
	static const Reference reference = []
	{
		Reference made;
		made.areas = AreaTree::build(parse_area_csv(embedded::areas_410400).value()).value();
		made.vocabulary = Vocabulary::parse(Json::parse(embedded::vocabulary)).value();
		return made;
	}();
	return reference;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
	return fuzz({reinterpret_cast<const char*>(data), size});
}
