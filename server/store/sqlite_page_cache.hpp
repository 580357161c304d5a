// SQLite's own page cache, but for one number under which it is asked.
//
// When SQLite puts the pages of a tree in order it sets one of them aside under the number of the page that holds the lock bytes (at
// 1 GiB), which is no tree's. Its cache takes that for the largest number in it, and looks through all its pages for some beyond the
// end of the file when the transaction ends: with 64 MiB of them a millisecond, and nearly every commit of events splits a page.
// Here the page aside has number 0, which is no page's either, and the cache knows what its largest number is.
#pragma once

namespace bajin::store
{

// For the whole process, before its first connection. What cannot be set is left as SQLite has it.
void use_page_cache() noexcept;

} // namespace bajin::store
