// The rules of how the source is laid out. Each returns what breaks it, a line for each place.
#pragma once

#include "test/tidy/source_tree.hpp"

namespace fettle::tidy {

using Complaints = std::vector<std::string>;

Complaints includes_against_the_arrows(const SourceTree& tree);
Complaints includes_away_from_home(const SourceTree& tree);
Complaints files_too_long(const SourceTree& tree);
Complaints lines_too_wide(const SourceTree& tree);
Complaints functions_too_long(const SourceTree& tree);
Complaints banned_words(const SourceTree& tree);
Complaints calls_for_the_time(const SourceTree& tree);
Complaints hashes_and_ciphers_of_our_own(const SourceTree& tree);
Complaints headers_without_purpose(const SourceTree& tree);
Complaints readmes_missing_or_long(const SourceTree& tree);
Complaints paths_of_a_workplace(const SourceTree& tree);
Complaints top_level_not_as_given(const SourceTree& tree);
Complaints reading_list_wrong(const SourceTree& tree);
Complaints suppressions_without_reason(const SourceTree& tree);
Complaints presets_not_as_described(const SourceTree& tree);

}  // namespace fettle::tidy
