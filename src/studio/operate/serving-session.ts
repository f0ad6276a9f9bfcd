/** @file ServingSession: owns the serving worker of the open service: opened anew when it died, with what it needs; its log goes to whoever listens. */
import type { Message } from '../../messages/message'
import type { Book, Labeller, RequestSource } from '../../ops/record'
import type { Score } from '../../ops/scenario/scenario'
import type { AliasBook, ServiceSpec } from '../../ops/service-spec'
import type { CanaryTurn } from '../../serving/play/canary-watch'
import type {
  Answered,
  AskedRows,
  InferRow,
  PlannedChange,
  ServedModel,
  ServiceStart,
} from '../../protocol/serving-messages'
import { openServing } from '../../protocol/serving-client'
import type { Told } from './service-log'

export interface ServingEvents {
  /** Something was added to the log; the service goes on as fast as what it gives back resolves. */
  entries(told: Told): Promise<void> | void
  /** Where virtual time stands, while nothing is added. */
  pulse(at: number): void
  /** It stands still; `why` is told where it cannot be played. */
  played(at: number, why: Message | undefined): void
  /** The worker is gone: what it had in hand is lost, the log is not. */
  gone(why: Message): void
}

export interface ServingSession {
  readonly book: Book
  /** By version: what answers. */
  readonly engines: Readonly<Record<string, string>>
  infer(
    source: RequestSource,
    rows: readonly InferRow[],
    labels?: readonly (string | number | null)[],
  ): Promise<readonly Answered[]>
  aliases(aliases: AliasBook, by: string, why: string): Promise<void>
  models(models: readonly ServedModel[]): Promise<void>
  /** Rows of the set as requests would be. */
  rows(rows: Uint32Array, of: 'inputs' | 'answers'): Promise<AskedRows>
  spec(spec: ServiceSpec, by: string, why: string): Promise<void>
  /** A canary's turn; resolves when the share is what it says. */
  canary(turn: Omit<CanaryTurn, 'type'>): Promise<void>
  /** To its end where `to` is left out; a replay makes the changes of before at their moments. */
  play(score: Score, to: number | undefined, speed: number, changes?: readonly PlannedChange[]): void
  pause(): void
  speed(speed: number): void
  label(labels: readonly { readonly request: number; readonly label: number }[], by: Labeller): void
  /** Answers the URL over this port, which is handed over. */
  listen(port: MessagePort): void
  /** Ends it; resolves when the last of its log was told, or the worker says nothing for a while. */
  end(): Promise<void>
  close(): void
}

/** A worker that is at something long is not waited for. In ms. */
const ENDING_MS = 3000

/** Opens a worker that serves this. Rejects with a Refusal where it cannot. */
export async function openServingSession(
  start: ServiceStart,
  events: ServingEvents,
  open: typeof openServing = openServing,
): Promise<ServingSession> {
  const client = open({
    onMessage(said) {
      if (said.type === 'entries') return events.entries(said)
      if (said.type === 'played') events.played(said.at, said.said)
      else events.pulse(said.at)
    },
    onGone: events.gone,
  })
  const opened = await client.open(start).catch((error: unknown) => {
    client.close()
    throw error
  })
  return {
    book: opened.book,
    engines: opened.engines,
    infer: client.infer,
    aliases: (aliases, by, why) => client.change({ type: 'aliases', aliases, by, why }),
    models: client.add,
    rows: client.rows,
    canary: (turn) => client.change({ type: 'canary', ...turn }),
    spec: (spec, by, why) => client.change({ type: 'spec', spec, by, why }),
    play: (score, to, speed, changes) =>
      client.send({ type: 'play', score, ...(to === undefined ? {} : { to }), speed, ...(changes ? { changes } : {}) }),
    pause: () => client.send({ type: 'pause' }),
    speed: (speed) => client.send({ type: 'speed', speed }),
    label: (labels, by) => client.send({ type: 'labels', labels, by }),
    listen: client.listen,
    async end() {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ENDING_MS)
      })
      await Promise.race([client.end().catch(() => undefined), late])
      clearTimeout(timer)
      client.close()
    },
    close: client.close,
  }
}
