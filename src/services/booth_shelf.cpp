#include "services/booth_shelf.hpp"

namespace boothwise::services {

Result<std::vector<warehouse::Station>> BoothShelf::segment(warehouse::Reader& reader, const ElectionId& election,
                                                            AcNo ac) const {
  std::shared_ptr<const warehouse::BoothSheets> sheets;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = fetched_.find(election); found != fetched_.end()) sheets = found->second;
  }
  if (sheets) return sheets->segment(ac);
  BOOTHWISE_TRY(read, reader.booth_sheets(election, ac));
  return read.segment(ac);
}

Status BoothShelf::fetch(warehouse::Reader& reader, const ElectionId& election) {
  BOOTHWISE_TRY(read, reader.booth_sheets(election, std::nullopt));
  auto sheets = std::make_shared<const warehouse::BoothSheets>(std::move(read));
  const std::scoped_lock lock(mutex_);
  fetched_.insert_or_assign(election, std::move(sheets));
  return success();
}

}  // namespace boothwise::services
