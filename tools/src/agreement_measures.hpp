// How far coders agree, and how sure a share is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace entente::tools {

struct Interval {
  double low = 0.0;
  double high = 1.0;
};

// Interval of a share at 95 % (Wilson 1927). [0, 1] for no cases.
Interval wilson_interval(std::size_t successes, std::size_t cases);

// What two coders said of one item; empty where one of them said nothing.
struct Coded {
  std::string first;
  std::string second;
};

// Share of the items that both coded on which they agree; 0 for none.
double observed_agreement(const std::vector<Coded>& items);

// Cohen (1960): agreement beyond what chance gives for the coders' own shares. 1 where there is nothing to disagree on.
double cohens_kappa(const std::vector<Coded>& items);

// Krippendorff (2004), for nominal data; items that only one coded do not count. 1 where there is nothing to disagree on.
double krippendorffs_alpha(const std::vector<Coded>& items);

}  // namespace entente::tools
