import { askToSend, CHANGED_CHANNEL } from './background';
import { refreshDays, type SentBackDays } from './days';
import { currentForms, formKey, type KeptForm, KeyRefused, refreshForms, refreshStart, type Start } from './forms';
import { houseOf, type Stop, walk } from './households';
import { baseOf, keyOf } from './key';
import { dropLists, refreshLists } from './lists';
import { type Done, type RoundEnd, SEND_LOCK, sendDue, type Settled } from './outbox';
import { type House, momentForSealed, type SealedWaiting, timeUntilNext, type Waiting } from './queue';
import { instanceOf, receiptCode } from './receipt';
import { answersText, seal } from './seal';
import { openVault } from './shelf';
import type { Vault } from './vault';

/** A form that was begun. Protected forms never become one: their answers touch no store unsealed. */
export interface Draft {
  id: string;
  form: string;
  version: string;
  xml: string;
  house: House | null;
}

export type KeyState = 'none' | 'there' | 'refused';

/** The oldest marks of finished houses go when there are more. */
const DONE_MOST = 2000;

/** All that the page shows of the device's store, and all that changes it. */
export class CollectDesk {
  forms = $state.raw<KeptForm[]>([]);
  drafts = $state.raw<Draft[]>([]);
  queue = $state.raw<Waiting[]>([]);
  sealed = $state.raw<SealedWaiting[]>([]);
  done = $state.raw<Done[]>([]);
  begin = $state.raw<Start | null>(null);
  sentBack = $state.raw<SentBackDays | null>(null);
  key = $state<KeyState>('none');
  ready = $state(false);
  sending = $state(false);
  /** False where the browser may throw the store away when the phone is full. */
  lasting = $state(true);

  readonly pending = $derived(this.queue.length + this.sealed.length);
  readonly refused = $derived([...this.queue, ...this.sealed].filter((one) => one.refused !== null).length);
  readonly stops: Stop[] = $derived(
    walk([
      ...this.drafts.flatMap((one) => (one.house ? [{ house: one.house, state: 'draft' as const, draft: one.id }] : [])),
      ...this.queue.flatMap((one) => (one.house ? [{ house: one.house, state: 'waiting' as const, draft: null }] : [])),
      ...(this.begin?.households ?? []).map((house) => ({ house, state: 'todo' as const, draft: null })),
      ...this.done.map((one) => ({ house: one.house, state: 'sent' as const, draft: null }))
    ])
  );

  private kept: Vault | null = null;
  private base: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private changes: BroadcastChannel | null = null;

  get vault(): Vault {
    if (!this.kept) throw new Error('the store is not open');
    return this.kept;
  }

  /** Opens the store, takes the key from the address, and starts sending. */
  async start(fragment: string): Promise<void> {
    this.kept = await openVault();
    const given = keyOf(fragment);
    if (given) await this.vault.put('settings', 'key', given);
    const key = given ?? (await this.vault.get<string>('settings', 'key'));
    if (key) {
      this.base = baseOf(key);
      this.key = 'there';
    }
    await this.read();
    this.ready = true;
    this.lasting = (await navigator.storage?.persist?.()) ?? false;
    this.changes = new BroadcastChannel(CHANGED_CHANNEL);
    this.changes.onmessage = (event: MessageEvent<RoundEnd>) => {
      if (event.data === 'key') this.key = 'refused';
      void this.read();
    };
    await this.refresh();
    void this.send();
    if (this.pending > 0) void askToSend();
  }

  /** The page goes: what waits is then the service worker's. */
  stop(): void {
    if (this.pending > 0) void askToSend();
    this.stopTimer();
    this.changes?.close();
    this.changes = null;
  }

  private stopTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private async read(): Promise<void> {
    [this.forms, this.drafts, this.queue, this.sealed, this.done, this.begin, this.sentBack] = await Promise.all([
      currentForms(this.vault),
      this.vault.all<Draft>('drafts'),
      this.vault.all<Waiting>('queue'),
      this.vault.all<SealedWaiting>('sealed'),
      this.vault.all<Done>('done'),
      this.vault.get<Start>('settings', 'start'),
      this.vault.get<SentBackDays>('settings', 'days')
    ]);
  }

  /** Asks the server which forms there are; without it those of before stand. */
  async refresh(): Promise<void> {
    if (!this.base) return;
    try {
      await refreshForms(this.vault, this.base, new Set(this.drafts.map((draft) => formKey({ id: draft.form, version: draft.version }))), fetch);
      await refreshLists(this.vault, this.base, fetch);
      await refreshStart(this.vault, this.base, fetch);
      this.key = 'there';
      await refreshDays(this.vault, this.base, fetch, new Date());
    } catch (error) {
      if (error instanceof KeyRefused) {
        this.key = 'refused';
        await dropLists(this.vault);
      }
    }
    this.forms = await currentForms(this.vault);
    this.begin = await this.vault.get<Start>('settings', 'start');
    this.sentBack = await this.vault.get<SentBackDays>('settings', 'days');
  }

  formOf(draft: Draft): Promise<KeptForm | null> {
    return this.vault.get<KeptForm>('forms', formKey({ id: draft.form, version: draft.version }));
  }

  async saveDraft(draft: Draft): Promise<void> {
    const whole = { ...draft, house: houseOf(draft.xml) };
    await this.vault.put('drafts', draft.id, whole);
    this.drafts = [...this.drafts.filter((one) => one.id !== draft.id), whole];
  }

  saveFile(draft: string, name: string, bytes: ArrayBuffer): Promise<void> {
    return this.vault.putBytes('files', `${draft}/${name}`, bytes);
  }

  async file(draft: string, name: string): Promise<Blob | null> {
    const bytes = await this.vault.getBytes('files', `${draft}/${name}`);
    return bytes ? new Blob([bytes]) : null;
  }

  private async filesOf(id: string): Promise<string[]> {
    return (await this.vault.ids('files')).filter((one) => one.startsWith(`${id}/`)).map((one) => one.slice(id.length + 1));
  }

  async dropDraft(id: string): Promise<void> {
    const files = await this.filesOf(id);
    await this.vault.change([], [['drafts', id], ...files.map((name): ['files', string] => ['files', `${id}/${name}`])]);
    this.drafts = this.drafts.filter((one) => one.id !== id);
  }

  /** Moves a filled form into the queue; returns its receipt's code. It is on the device's store when this returns. */
  async finish(draft: Draft, form: KeptForm, title: string): Promise<string | null> {
    const instance = instanceOf(draft.xml);
    const files = (await this.filesOf(draft.id)).filter((name) => draft.xml.includes(`>${name}<`));
    const waiting: Waiting = { id: draft.id, form: form.id, title, instance, xml: draft.xml, files, house: houseOf(draft.xml), tries: 0, after: 0, refused: null };
    await this.vault.change([{ kind: 'queue', id: draft.id, value: waiting }], [['drafts', draft.id]]);
    this.drafts = this.drafts.filter((one) => one.id !== draft.id);
    this.queue = [...this.queue, waiting];
    void this.send();
    void askToSend();
    return receiptCode(instance);
  }

  /** Seals a filled protected form; nothing unsealed was or is kept. Returns its receipt's code. */
  async finishSealed(xml: string, form: KeptForm, language: string): Promise<string | null> {
    const code = receiptCode(instanceOf(xml));
    const wave = form.protected;
    if (!wave || !code) throw new Error('no wave to seal for');
    const answers = answersText(xml);
    const given = (JSON.parse(answers) as { answers: Record<string, string> }).answers;
    const asked = form.consents.filter((one) => given[one.node] === 'yes');
    if (asked.length > 0) {
      const consents = asked.map((one) => ({ purpose: one.purpose, notice: form.notice ?? '', language }));
      const day = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' });
      const body = JSON.stringify({ wave: wave.wave, unit: form.unit, receipt: code, day, consents, box: await seal(wave.public_key, answers) });
      const waiting: SealedWaiting = { id: crypto.randomUUID(), body, tries: 0, after: momentForSealed(Date.now(), Math.random()), refused: null };
      await this.vault.put('sealed', waiting.id, waiting);
      this.sealed = [...this.sealed, waiting].sort((a, b) => a.id.localeCompare(b.id));
      this.schedule();
      void askToSend();
    }
    return code;
  }

  /** Tries at once what waits: the network is back, or the worker asks. Sealed answers keep their moment. */
  async sendNow(): Promise<void> {
    this.queue = this.queue.map((one) => ({ ...one, after: 0, refused: null }));
    await this.vault.change(this.queue.map((one) => ({ kind: 'queue', id: one.id, value: one })));
    if (this.key === 'refused') await this.refresh();
    await this.send();
  }

  /** Sends what is due, one at a time; one tab at a time. */
  async send(): Promise<void> {
    const base = this.base;
    if (!base || this.key !== 'there' || this.sending) return;
    this.sending = true;
    try {
      await navigator.locks.request(SEND_LOCK, { ifAvailable: true }, async (lock) => {
        if (lock) await this.sendDue(base);
      });
    } finally {
      this.sending = false;
      this.schedule();
    }
  }

  private schedule(): void {
    this.stopTimer();
    const wait = timeUntilNext([...this.queue, ...this.sealed], Date.now());
    if (wait !== null && this.key === 'there') this.timer = setTimeout(() => void this.send(), Math.max(1000, wait));
  }

  private async sendDue(base: string): Promise<void> {
    const end = await sendDue({ vault: this.vault, base, fetch, atOnce: false, onsettled: (settled) => this.settle(settled) });
    if (end === 'key') this.key = 'refused';
  }

  private settle(settled: Settled): void {
    const { id } = settled;
    if (settled.kind === 'sealed') {
      const { left } = settled;
      this.sealed = this.sealed.flatMap((one) => (one.id !== id ? [one] : left ? [left] : []));
      return;
    }
    const { left, mark } = settled;
    this.queue = this.queue.flatMap((one) => (one.id !== id ? [one] : left ? [left] : []));
    if (mark) this.done = [...this.done, mark].slice(-DONE_MOST);
  }
}
