// All commands on a job.
#pragma once

#include "schemas/job/document_commands.hpp"
#include "schemas/job/order_commands.hpp"
#include "schemas/job/payment_commands.hpp"
#include "schemas/job/quote_commands.hpp"
#include "schemas/job/work_commands.hpp"
