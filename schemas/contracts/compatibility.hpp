// Whether a reader or caller of yesterday can live with today's contracts.
#pragma once

#include <string>
#include <vector>

#include "schemas/codec/document.hpp"
#include "schemas/contracts/contracts.hpp"

namespace fettle::contracts {

// Each breach as one sentence that names file, place and change; empty: compatible. Of an event's
// version nothing may change but new optional fields; of a command's body nothing may be asked for
// or refused that was not; an answer may only gain. `published` beyond what is compared is ignored.
std::vector<std::string> breaches(const std::vector<Contract>& published,
                                  const std::vector<Contract>& now);

// An event's schema, or that of another stored thing: read by those of yesterday, and holding what
// yesterday wrote.
std::vector<std::string> event_breaches(const json::Document& published, const json::Document& now);
// What callers of yesterday send.
std::vector<std::string> body_breaches(const json::Document& published, const json::Document& now);
// What callers of yesterday read.
std::vector<std::string> answer_breaches(const json::Document& published,
                                         const json::Document& now);

}  // namespace fettle::contracts
