import { useEffect, useState } from 'preact/hooks';
import { CircleAlert } from 'lucide';
import type { LaneHealth, LanesHealth } from '../../../../workers/contracts/api/operations.ts';
import { asApiProblem, type ApiProblem } from '../../api/api-problem.ts';
import { useWorkspace } from '../../app/workspace.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadingRows } from '../../ui/loading-rows.tsx';
import { durationWords, laneState, LANE_WORDS } from './lane-words.rules.ts';
import styles from './lanes-tab.module.css';

/** How often the lanes are looked at while the page is seen, in milliseconds. */
const LOOK_MS = 5_000;

export const LanesTab = () => {
  const { api } = useWorkspace();
  const [health, setHealth] = useState<LanesHealth | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = async () => {
    try {
      setHealth(await api.listLanes());
      setProblem(null);
    } catch (thrown) {
      setProblem(asApiProblem(thrown));
    }
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void load();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  if (health === null && problem !== null)
    return (
      <EmptyState
        icon={CircleAlert}
        title="The lanes could not be loaded"
        action={<Button onClick={() => void load()}>Try again</Button>}
      >
        {problem.message}
      </EmptyState>
    );
  if (health === null) return <LoadingRows label="Loading lanes" />;
  return (
    <section class={styles.tab} aria-label="Lanes of the deployment">
      <p class={styles.lead}>
        The queues that all work goes through: what waits in each, and how fast it moves.
      </p>
      <ul class={styles.lanes} aria-label="Lanes">
        {health.items.map((lane) => (
          <Lane key={lane.lane} lane={lane} nowMs={health.asOfMs} />
        ))}
      </ul>
    </section>
  );
};

const Lane = ({ lane, nowMs }: { lane: LaneHealth; nowMs: number }) => {
  const state = laneState(lane, nowMs);
  return (
    <li class={styles.lane}>
      <header class={styles.head}>
        <div>
          <h2 class={styles.name}>{lane.lane}</h2>
          <p class={styles.what}>{LANE_WORDS[lane.lane]}</p>
        </div>
        <Badge tone={state.tone} dot>
          {state.words}
        </Badge>
      </header>
      <dl class={styles.numbers}>
        <Number name="Waiting" value={lane.waiting === null ? '–' : String(lane.waiting)} />
        <Number name="In flight" value={String(lane.inFlight)} />
        <Number
          name="Oldest"
          value={lane.oldestAtMs === null ? '–' : durationWords(nowMs - lane.oldestAtMs)}
        />
        <Number
          name="Wait for a new job"
          value={lane.estimatedWaitSeconds === null ? '–' : durationWords(lane.estimatedWaitSeconds * 1_000)}
        />
      </dl>
      {lane.windows === null ? (
        <p class={styles.what}>
          This deployment cannot read its own counters. Give METRICS_ACCOUNT_ID and METRICS_API_TOKEN.
        </p>
      ) : (
        <table class={styles.table}>
          <thead>
            <tr>
              <th scope="col">Last</th>
              <th scope="col">Done</th>
              <th scope="col">Failed</th>
              <th scope="col">Retried</th>
              <th scope="col">Per minute</th>
              <th scope="col">Half within</th>
              <th scope="col">95 % within</th>
            </tr>
          </thead>
          <tbody>
            {lane.windows.map((window) => (
              <tr key={window.minutes}>
                <th scope="row">{durationWords(window.minutes * 60_000)}</th>
                <td>{window.done}</td>
                <td data-bad={window.failed > 0 ? '' : undefined}>{window.failed}</td>
                <td>{window.retried}</td>
                <td>{window.perMinute.toFixed(window.perMinute < 10 ? 1 : 0)}</td>
                <td>{window.p50Ms === null ? '–' : durationWords(window.p50Ms)}</td>
                <td>{window.p95Ms === null ? '–' : durationWords(window.p95Ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
};

const Number = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
