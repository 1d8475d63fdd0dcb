// Every query of a car workshop.
#pragma once

#include <vector>

#include "core/query.hpp"

namespace fettle::projections {

// Types that live as long as the program; made at the first call.
const std::vector<QueryType>& auto_repair_queries();

// Those that are more than a declaration says; each stands in its folder.
void add_vehicle_queries(std::vector<QueryType>& to);
void add_work_order_queries(std::vector<QueryType>& to);
void add_store_queries(std::vector<QueryType>& to);
void add_me_query(std::vector<QueryType>& to);
void add_timeline_query(std::vector<QueryType>& to);
void add_reports(std::vector<QueryType>& to);
void add_statement_queries(std::vector<QueryType>& to);
void add_stock_queries(std::vector<QueryType>& to);
void add_stock_report(std::vector<QueryType>& to);

}  // namespace fettle::projections
