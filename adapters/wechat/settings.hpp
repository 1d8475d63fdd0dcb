// What a mini-program is known by at WeChat.
#pragma once

#include <string>

namespace fettle::wechat {

struct Settings {
  std::string appid;
  std::string secret;
  std::string base_url = "https://api.weixin.qq.com";
};

}  // namespace fettle::wechat
