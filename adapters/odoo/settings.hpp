// One Odoo database: where it is, who we are there, and what the shop has settled about it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace fettle::odoo {

// ask_server: JSON-2 where it is spoken and takes our key (Odoo 19 on), else JSON-RPC.
enum class TransportChoice { ask_server, json_rpc, json_2 };

struct Settings {
  std::string url = {};  // "https://odoo.example", without a slash at the end
  std::string database = {};
  std::string login = {};   // JSON-RPC only
  std::string secret = {};  // an API key; for JSON-RPC a password will do
  TransportChoice transport = TransportChoice::ask_server;
  // Above the server's worst case, so that a time-out is rare: it leaves the outcome unknown.
  std::chrono::milliseconds wait_max{90'000};
  std::size_t reply_bytes_max = 8 * 1024 * 1024;
  // Where issued parts go; nothing: found out, which needs a right that a plain user may not have.
  std::optional<std::int64_t> customer_location = {};
};

}  // namespace fettle::odoo
