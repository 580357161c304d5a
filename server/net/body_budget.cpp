#include "server/net/body_budget.hpp"

namespace bajin::net
{

namespace
{

template <class Map>
std::size_t held_by(const Map& map, const typename Map::key_type& key)
{
	const auto found = map.find(key);
	return found == map.end() ? 0 : found->second;
}

template <class Map>
void change(Map& map, const typename Map::key_type& key, std::size_t from, std::size_t to)
{
	const auto entry = map.try_emplace(key).first;
	entry->second = entry->second - from + to;
	if (entry->second == 0) { map.erase(entry); }
}

} // namespace

BodyBudget::Share::Share(BodyBudget& budget, const Address& address, const std::optional<CredentialKey>& credential)
	: budget_(budget), network_(network_of(address)), credential_(credential)
{
}

BodyBudget::Share::~Share()
{
	set(0);
}

bool BodyBudget::Share::grow_to(std::size_t bytes)
{
	if (bytes <= bytes_) { return true; }
	const BodyLimits& limits = budget_.limits_;
	const std::size_t more = bytes - bytes_;
	if (budget_.all_ + more > limits.all_bytes) { return false; }
	if (!credential_ && budget_.unknown_ + more > limits.all_bytes / 2) { return false; }
	if (held_by(budget_.by_address_, network_) + more > limits.address_bytes) { return false; }
	if (credential_ && held_by(budget_.by_credential_, *credential_) + more > limits.credential_bytes) { return false; }
	set(bytes);
	return true;
}

void BodyBudget::Share::set(std::size_t bytes)
{
	if (bytes == bytes_) { return; }
	budget_.all_ = budget_.all_ - bytes_ + bytes;
	if (credential_) { change(budget_.by_credential_, *credential_, bytes_, bytes); }
	else { budget_.unknown_ = budget_.unknown_ - bytes_ + bytes; }
	change(budget_.by_address_, network_, bytes_, bytes);
	bytes_ = bytes;
}

} // namespace bajin::net
