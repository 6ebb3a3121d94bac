/** What a message costs in the databases: exact counts, the same on every machine. */
import { createCompany } from './deployment/company.ts';
import { storeHistory } from './deployment/history.ts';
import { startLocalDeployment } from './deployment/local-deployment.ts';
import { measureReplies, type ReplyCosts } from './cost/replies.ts';
import { measureStatuses, type StatusCosts } from './cost/statuses.ts';
import { measureTexts, type TextCost } from './cost/texts.ts';
import { createControl } from './cost/control.ts';
import type { Figure } from './figure.ts';
import { report, say } from './report.ts';

/** Messages that the company holds already. */
const HISTORIES = [0, 10_000, 100_000];

const deployment = await startLocalDeployment('bench/worker/recorded.ts');
try {
  const control = createControl(deployment.origin);
  const texts: TextCost[] = [];
  for (const [n, stored] of HISTORIES.entries()) {
    say(`cost: a company that holds ${stored} messages`);
    const company = await createCompany(deployment, n);
    const known = await storeHistory(deployment.tenant, company, stored);
    texts.push(...(await measureTexts(control, company, known, stored)));
  }
  say('cost: statuses and replies');
  const statuses = await measureStatuses(control, deployment, HISTORIES.length);
  const replies = await measureReplies(control, deployment, HISTORIES.length + 10);
  await report({
    bench: 'cost',
    figures: [...figuresOfTexts(texts), ...figuresOfStatuses(statuses), ...figuresOfReplies(replies)],
    details: { texts, statuses, replies },
  });
} finally {
  await deployment.stop();
}

function figuresOfTexts(texts: readonly TextCost[]): Figure[] {
  const largest = Math.max(...HISTORIES);
  const inHundreds = (contact: 'known' | 'new', stored: number) => {
    const found = texts.find(
      (one) => one.batch === 100 && one.stored === stored && one.contact === contact && one.sender === 'both',
    );
    if (found === undefined)
      throw new Error(`nothing was measured for ${contact} contacts and ${stored} messages`);
    return found;
  };
  const figures = (['known', 'new'] as const).flatMap((contact): Figure[] => {
    const cost = inHundreds(contact, largest);
    return [
      {
        name: `rows written per text of a ${contact} contact, in batches of 100`,
        value: cost.rowsWrittenPerText,
        unit: 'rows',
        target: { atMost: contact === 'known' ? 6 : 12 },
      },
      {
        name: `rows read per text of a ${contact} contact, the same`,
        value: cost.rowsReadPerText,
        unit: 'rows',
      },
      {
        name: `the same, at ${largest} stored messages against ${HISTORIES[1]}`,
        value: cost.rowsReadPerText / inHundreds(contact, HISTORIES[1] ?? 0).rowsReadPerText,
        unit: 'times',
        target: { atMost: 1.01 },
      },
    ];
  });
  const alone = texts.filter((one) => one.batch === 1 && one.sender === 'both' && one.stored === largest);
  return [
    ...figures,
    ...alone.map(({ contact, rowsWrittenPerText }) => ({
      name: `rows written by a text of a ${contact} contact that comes alone`,
      value: rowsWrittenPerText,
      unit: 'rows',
    })),
    {
      name: 'statements per company and batch, the most of all cases',
      value: Math.max(...texts.map((one) => one.statements)),
      unit: 'statements',
      target: { atMost: 8 },
    },
    {
      name: 'read trips per company and batch, the most of all cases',
      value: Math.max(...texts.map((one) => one.readTrips)),
      unit: 'trips',
      target: { atMost: 1 },
    },
    {
      name: 'rows written by a batch that comes again',
      value: Math.max(...texts.map((one) => one.rowsWrittenByRepetition)),
      unit: 'rows',
      target: { atMost: 0 },
    },
  ];
}

function figuresOfStatuses(statuses: StatusCosts): Figure[] {
  return [
    {
      name: 'rows written per status: sent, delivered and read together',
      value: statuses.together.rowsWrittenPerStatus,
      unit: 'rows',
    },
    {
      name: 'rows written per status: each in a batch of its own',
      value: statuses.apart.rowsWrittenPerStatus,
      unit: 'rows',
    },
    {
      name: 'rows written per status of a message that is not ours',
      value: statuses.foreign.rowsWrittenPerStatus,
      unit: 'rows',
    },
  ];
}

function figuresOfReplies(replies: ReplyCosts): Figure[] {
  const sum = (cost: { tenant: number; directory: number }) => cost.tenant + cost.directory;
  const parts = ({ tenant, directory }: { tenant: number; directory: number }) =>
    `${tenant} tenant, ${directory} directory`;
  return [
    {
      name: `rows written by an agent's reply, request to answer (${parts(replies.sent)})`,
      value: sum(replies.sent),
      unit: 'rows',
      target: { atMost: 10 },
    },
    {
      name: 'the same with its three statuses together',
      value: sum(replies.withStatusesTogether),
      unit: 'rows',
      target: { atMost: 13 },
    },
    { name: 'the same with its three statuses apart', value: sum(replies.withStatusesApart), unit: 'rows' },
  ];
}
