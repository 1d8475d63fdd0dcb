// The data of the demo shop.
#include "adapters/cli/tools/shop.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {
namespace {

using json::Document;
using Elements = Document::Elements;

constexpr auto operator_account = "operator", manager = "m-1";

ShopStep by_operator(std::string path, const Document& body) {
  return {operator_account, "operator", "POST", std::move(path), body.compact()};
}
ShopStep by_manager(std::string method, std::string path, const Document& body) {
  return {manager, "manager", std::move(method), std::move(path), body.compact()};
}

Document bay(const char* id, const char* name) {
  return Document::object({{"id", id}, {"name", name}});
}

ShopStep store(const char* id, const char* name, const char* address, Elements bays) {
  return by_operator(
      "/admin/stores",
      Document::object(
          {{"id", id}, {"name", name}, {"address", address}, {"bays", std::move(bays)}}));
}

ShopStep staff(const char* account, const char* name, const char* role, const char* store_id,
               Elements skills) {
  return by_operator("/admin/staff", Document::object({{"account", account},
                                                       {"name", name},
                                                       {"role", role},
                                                       {"store", store_id},
                                                       {"skills", std::move(skills)}}));
}

void add_stores_and_staff(std::vector<ShopStep>& steps) {
  steps.push_back(store("s-1", "城东店", "建国路 88 号",
                        {bay("b-1", "一号工位"), bay("b-2", "二号工位"), bay("b-3", "三号工位")}));
  steps.push_back(
      store("s-2", "城西店", "学院路 12 号", {bay("b-1", "一号工位"), bay("b-2", "二号工位")}));
  steps.push_back(staff(manager, "王经理", "manager", "s-1", {}));
  steps.push_back(staff("f-1", "前台小陈", "front_desk", "s-1", {}));
  steps.push_back(staff("a-1", "财务老周", "finance", "s-1", {}));
  steps.push_back(staff("t-1", "李师傅", "technician", "s-1", {"engine", "brakes"}));
  steps.push_back(staff("t-2", "张师傅", "technician", "s-1", {"gearbox", "electrics"}));
  steps.push_back(staff("t-3", "赵师傅", "technician", "s-2", {"engine", "body_work"}));
}

ShopStep diagnosis(const char* name, Elements codes, const char* finding, Elements suggestions) {
  return by_manager("POST", "/admin/templates",
                    Document::object({{"name", name},
                                      {"fault_codes", std::move(codes)},
                                      {"finding", finding},
                                      {"suggestions", std::move(suggestions)}}));
}

void add_templates_and_thresholds(std::vector<ShopStep>& steps) {
  steps.push_back(
      diagnosis("缺缸", {"P0301"}, "一缸点火线圈失效，怠速抖动。", {"更换点火线圈", "检查火花塞"}));
  steps.push_back(diagnosis("刹车片磨损", {}, "前刹车片剩余 2 毫米。", {"更换前刹车片"}));
  steps.push_back(diagnosis("电瓶老化", {"P0562"}, "静态电压 11.8 伏，启动电流不足。",
                            {"更换电瓶", "检查发电机"}));
  const auto fen_5000_yuan = 500'000;
  steps.push_back(by_manager("PUT", "/admin/settings/quote_approval_threshold",
                             Document::object({{"value", fen_5000_yuan}})));
}

struct DemoCustomer {
  const char *account, *name, *phone, *vin, *plate, *model;
  int year, mileage_km;
};

constexpr DemoCustomer customers[] = {
    {"c-1", "刘洋", "13800000001", "LSVAA4182E2184847", "京A12345", "大众 帕萨特", 2014, 98'000},
    {"c-2", "陈静", "13800000002", "LFV3A23C9J3112233", "京B67890", "奥迪 A4L", 2018, 61'500},
    {"c-3", "黄磊", "13800000003", "LBVHZ1109MMA00321", "沪C24680", "宝马 320Li", 2021, 27'300},
    {"c-4", "赵敏", "13800000004", "LGXC16DG8K0001234", "粤B13579", "比亚迪 秦", 2019, 45'000},
    {"c-5", "孙悦", "13800000005", "LVGBH42K7AG512345", "苏E86420", "丰田 凯美瑞", 2010, 186'000},
};

void add_customers(std::vector<ShopStep>& steps) {
  for (const auto& one : customers) {
    const auto as_customer = [&](const char* path, const Document& body) {
      steps.push_back({one.account, "customer", "POST", path, body.compact()});
    };
    as_customer(
        "/mp/me",
        Document::object({{"name", one.name}, {"phone", one.phone}, {"preferred_store", "s-1"}}));
    as_customer("/mp/vehicles", Document::object({{"vin", one.vin},
                                                  {"plate", one.plate},
                                                  {"model", one.model},
                                                  {"model_year", one.year},
                                                  {"mileage_km", one.mileage_km}}));
  }
}

}  // namespace

ShopStep tenant_step(const std::string& name, const std::string& kind) {
  return by_operator("/admin/tenant", Document::object({{"name", name}, {"kind", kind}}));
}

std::vector<ShopStep> demo_shop() {
  std::vector<ShopStep> steps;
  add_stores_and_staff(steps);
  add_templates_and_thresholds(steps);
  add_customers(steps);
  return steps;
}

}  // namespace fettle::cli
