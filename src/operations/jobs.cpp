#include "operations/jobs.hpp"

#include "operations/internal/rows.hpp"
#include "operations_sql/queries.hpp"

namespace boothwise::operations {

namespace {

Job job_of(const Row& row) {
  Job one;
  one.id = row.text(0);
  one.kind = row.text(1);
  one.task = row.text(2);
  one.asked_by = row.text(3);
  one.asked_at = instant_of(row.integer(4));
  one.state = row.text(5);
  one.fraction = row.decimal(6);
  one.text = {row.text(7), row.text(8)};
  one.stop_asked = row.integer(9) != 0;
  one.attempt = row.integer(10);
  one.run = row.integer_or_none(11);
  one.problem = row.text(12);
  one.report = row.text(13);
  one.has_rejects = row.integer(14) != 0;
  return one;
}

Parameters held_by(const JobHolder& holder, Parameters parameters = {}) {
  parameters.emplace_back("id", holder.job);
  parameters.emplace_back("server", holder.server);
  parameters.emplace_back("attempt", holder.attempt);
  return parameters;
}

Status if_held(const Result<std::int64_t>& changed) {
  BOOTHWISE_TRY(one, changed_one(changed));
  if (one) return success();
  return Error{ErrorKind::stopped, "job_taken", {"another server has taken this job", "यह काम दूसरे सर्वर ने ले लिया है"}};
}

}  // namespace

Status add_job(Store& inside, Job& job, const std::string& lane, std::int64_t waiting_most) {
  constexpr std::int64_t remembered = 200;
  BOOTHWISE_TRY(next, first_integer(inside, sql::take_job_numbers, {{"count", std::int64_t{1}}}));
  BOOTHWISE_TRY(waiting, first_integer(inside, sql::count_waiting_jobs, {{"lane", lane}}));
  if (waiting >= waiting_most) {
    const std::string number = std::to_string(waiting_most);
    return Error{ErrorKind::conflict,
                 "too_many_jobs",
                 {number + " jobs wait already; try again later", number + " काम पहले से प्रतीक्षा में हैं; बाद में कोशिश करें"}};
  }
  job.id = new_id();
  BOOTHWISE_CHECK(inside.change(sql::add_job, {{"id", job.id},
                                               {"number", next - 1},
                                               {"lane", lane},
                                               {"kind", job.kind},
                                               {"task", job.task},
                                               {"by", job.asked_by},
                                               {"at", seconds_of(job.asked_at)},
                                               {"text_en", std::string("waiting")},
                                               {"text_hi", std::string("प्रतीक्षा में")}}));
  return done(inside.change(sql::drop_old_jobs, {{"before", next - remembered}}));
}

Result<std::optional<Job>> job(Store& store, const std::string& id) {
  return first_of(store, sql::job, {{"id", id}}, job_of);
}

Result<std::optional<Job>> take_job(Store& store, const std::string& lane, const std::string& server, Instant now,
                                    Instant lease_ends) {
  const Parameters which{{"lane", lane}, {"now", seconds_of(now)}};
  BOOTHWISE_TRY(there, first_integer(store, sql::jobs_to_take, which));
  std::optional<Job> taken;
  if (there == 0) return taken;
  Parameters parameters = which;
  parameters.emplace_back("server", server);
  parameters.emplace_back("lease", seconds_of(lease_ends));
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_CHECK(inside.ask(sql::take_job_numbers, {{"count", std::int64_t{0}}}));  // one server at a time
    BOOTHWISE_TRY(one, first_of(inside, sql::take_job, parameters, job_of));
    taken = std::move(one);
    return success();
  }));
  return taken;
}

Result<Renewed> renew_job(Store& store, const JobHolder& holder, double fraction, const Bilingual& text,
                          Instant lease_ends) {
  Renewed renewed;
  const Parameters parameters = held_by(
      holder, {{"lease", seconds_of(lease_ends)}, {"fraction", fraction}, {"text_en", text.en}, {"text_hi", text.hi}});
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(rows, inside.ask(sql::renew_job, parameters));
    renewed.held = !rows.empty();
    renewed.stop_asked = renewed.held && rows.front().integer(0) != 0;
    return success();
  }));
  return renewed;
}

Status hold_job(Store& inside, const JobHolder& holder) {
  return if_held(inside.change(sql::hold_job, held_by(holder)));
}

Status end_job(Store& store, const JobHolder& holder, const JobEnd& end) {
  return if_held(store.change(sql::end_job, held_by(holder, {{"state", end.state},
                                                             {"run", value_or_null(end.run)},
                                                             {"problem", end.problem},
                                                             {"report", end.report},
                                                             {"has_rejects", std::int64_t{end.has_rejects ? 1 : 0}}})));
}

Status release_job(Store& store, const JobHolder& holder) {
  return if_held(store.change(sql::release_job, held_by(holder)));
}

Status stop_job(Store& store, const std::string& id) {
  BOOTHWISE_TRY(one, changed_one(store.change(sql::stop_job, {{"id", id}})));
  if (one) return success();
  return unknown("job_unknown", id, {"there is no such job", "ऐसा कोई काम नहीं है"});
}

Status add_upload(Store& store, const Upload& upload) {
  return done(store.change(
      sql::add_upload,
      {{"id", upload.id}, {"name", upload.name}, {"by", upload.sent_by}, {"at", seconds_of(upload.sent_at)}}));
}

Result<std::optional<std::string>> upload_name(Store& store, const std::string& id) {
  return first_of(store, sql::upload, {{"id", id}}, [](const Row& row) { return row.text(0); });
}

Result<std::vector<std::string>> drop_old_uploads(Store& store, Instant before) {
  std::vector<std::string> dropped;
  BOOTHWISE_CHECK(store.atomically([&](Store& inside) -> Status {
    BOOTHWISE_TRY(ids, list_of(inside, sql::drop_old_uploads, {{"before", seconds_of(before)}},
                               [](const Row& row) { return row.text(0); }));
    dropped = std::move(ids);
    return success();
  }));
  return dropped;
}

}  // namespace boothwise::operations
