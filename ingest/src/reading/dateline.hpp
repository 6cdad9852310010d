// The date with which agencies begin a report.
#pragma once

#include <entente/schemas/article.hpp>
#include <entente/schemas/date.hpp>

namespace entente::ingest {

// Gives an article without a date that of "DOHA, Nov. 24, 2023 (Wire) — Qatar …" in one of the first three lines that are not empty: a
// place in capitals, a whole date, who reports, and a dash. One after `newest`, if that is known, is none.
void read_dateline(Article& article, const Date& newest);

}  // namespace entente::ingest
