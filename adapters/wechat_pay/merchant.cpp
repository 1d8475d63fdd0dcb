#include "adapters/wechat_pay/merchant.hpp"

namespace fettle::wechat_pay {

Merchant::Merchant(Account account, OutgoingWeb& web, const Clock& clock, Dice& dice)
    : account_(std::move(account)),
      sender_(account_, web, clock, dice),
      refresh_(sender_, keys_),
      exchange_(sender_, keys_, refresh_),
      client_(exchange_),
      callbacks_(account_, refresh_) {}

Result<std::unique_ptr<Merchant>> Merchant::open(Settings settings, OutgoingWeb& web,
                                                 const Clock& clock, Dice& dice) {
  const auto folder = settings.platform_keys_folder;
  auto account = TRY(Account::open(std::move(settings)));
  std::unique_ptr<Merchant> merchant(new Merchant(std::move(account), web, clock, dice));
  if (folder.empty()) return merchant;
  auto keys = TRY(read_platform_keys(folder));
  merchant->keys_.add(std::move(keys), clock.now());
  return merchant;
}

}  // namespace fettle::wechat_pay
