#include "commands/stock/indexes.hpp"
#include "core/crypto/crypto.hpp"

namespace fettle {
namespace {

bool has_colon(const std::string& text) { return text.find(':') != std::string::npos; }

}  // namespace

// The hash has no colon and neither part of the plain form has one, so that no two are the same.
StockId stock_id(const StoreId& store, const ProductId& product) {
  auto plain = store.text() + ':' + product.text();
  if (plain.size() <= StockId::longest && !has_colon(store.text()) && !has_colon(product.text())) {
    return StockId(std::move(plain));
  }
  crypto::Sha256 hash;
  hash.add(std::to_string(store.text().size()) + ':' + plain);
  return StockId(crypto::to_hex(crypto::text(hash.finish())));
}

}  // namespace fettle
