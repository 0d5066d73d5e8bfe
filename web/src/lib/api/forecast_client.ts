import { get, postJson } from './client';
import type * as F from './forecast';

/** GETs return a loader, as in `api`; an answer that is no longer wanted is dropped by its signal. */
export const forecastApi = {
  start: (election: string | null) => get<F.ForecastStart>('/forecast', { election }),
  answer: (scenario: string, elections: number | null, signal?: AbortSignal) =>
    postJson<F.ForecastAnswer>('/forecast/answer', { scenario, ...(elections === null ? {} : { elections }) }, signal),
  needs: (asked: F.NeedsAsked, signal?: AbortSignal) => postJson<F.NeedsAnswer>('/forecast/needs', asked, signal),
  backtest: () => get<F.BacktestAnswer>('/forecast/backtest'),
  kept: () => get<{ scenarios: F.KeptScenario[] }>('/forecast/scenarios'),
  keep: (title: string, scenario: string) => postJson<{ id: string }>('/forecast/scenarios', { title, scenario }),
  forget: (id: string) => postJson<{ id: string }>(`/forecast/scenarios/${encodeURIComponent(id)}/forget`, {})
};
