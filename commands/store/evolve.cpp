#include "commands/store/state.hpp"

namespace fettle {

void evolve(StoreState& store, const StoreCreated& e) {
  store.name = e.name;
  store.address = e.address;
}

void evolve(StoreState& store, const StoreEdited& e) {
  store.name = e.name;
  store.address = e.address;
}

void evolve(StoreState& store, const BayAdded& e) { store.bays.push_back(e.bay); }

}  // namespace fettle
