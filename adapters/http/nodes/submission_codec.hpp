// A submission as JSON, for the way from any node to the one that owns the tenant. Fields of
// persons are plain in it, as in the client's request: this hop takes a private network, or TLS.
#pragma once

#include <string>
#include <string_view>

#include "core/domain.hpp"
#include "core/shard/submission.hpp"

namespace fettle::http {

// All but `done`. Precondition: a declared command, no timer of the shard itself.
std::string to_json(const Submission& submission);

// Without `done`. invalid `submission_unreadable`: no submission, or of a command that this binary
// reads otherwise.
Result<Submission> submission_from(const Domain& domain, std::string_view text);

}  // namespace fettle::http
