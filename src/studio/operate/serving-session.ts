/** @file Serving session: owns the serving worker of the open service and passes its log entries to a listener. */
import type { Message } from '../../messages/message'
import type { LabelSource, LogDictionary, RequestSource } from '../../ops/log-entry'
import type { Scenario } from '../../ops/scenario/scenario'
import type { AliasVersions, ServiceSpec } from '../../ops/service-spec'
import { openServing } from '../../protocol/serving-client'
import type {
  Answered,
  InferRow,
  PlannedChange,
  RowsRequest,
  ServedModel,
  ServiceStart,
} from '../../protocol/serving-messages'
import type { CanaryStep } from '../../serving/scenario-playback/canary-watch'
import type { LogBatch } from './log/service-log'

export interface ServingEvents {
  /**
   * Called with new log entries. The worker waits until the returned promise resolves, so that it does not run ahead of
   * the page.
   */
  onEntries(batch: LogBatch): Promise<void> | void
  /** Called with the simulated time in ms while no entries are added. */
  onTime(at: number): void
  /** Called when playback has stopped; `why` is set if the scenario cannot be played. */
  onPlayed(at: number, why: Message | undefined): void
  /** Called when the worker has ended unexpectedly. Requests in progress are lost, but the log is not. */
  onClosed(why: Message): void
}

export interface ServingSession {
  readonly book: LogDictionary
  /** The engine that runs each version. */
  readonly engines: Readonly<Record<string, string>>
  infer(
    source: RequestSource,
    rows: readonly InferRow[],
    labels?: readonly (string | number | null)[],
  ): Promise<readonly Answered[]>
  aliases(aliases: AliasVersions, by: string, why: string): Promise<void>
  models(models: readonly ServedModel[]): Promise<void>
  /** Runs rows of the dataset through the service without logging them. */
  rows(rows: Uint32Array, of: 'inputs' | 'answers'): Promise<RowsRequest>
  spec(spec: ServiceSpec, by: string, why: string): Promise<void>
  /** Applies a step of a canary; resolves when its share is in effect. */
  canary(turn: Omit<CanaryStep, 'type'>): Promise<void>
  /** Plays up to `to`, by default to the end. A replay also applies the recorded changes at their times. */
  play(scenario: Scenario, to: number | undefined, speed: number, changes?: readonly PlannedChange[]): void
  pause(): void
  speed(speed: number): void
  label(labels: readonly { readonly request: number; readonly label: number }[], by: LabelSource): void
  /** Answers URL requests that arrive over this port, which is transferred to the worker. */
  listen(port: MessagePort): void
  /** Ends the session; resolves when the rest of its log has arrived, or after a timeout. */
  end(): Promise<void>
  close(): void
}

/** How long to wait for a busy worker to end, in ms. */
const ENDING_MS = 3000

/** Starts a worker that serves a service. Rejects with a Refusal if the service cannot be started. */
export async function openServingSession(
  start: ServiceStart,
  events: ServingEvents,
  open: typeof openServing = openServing,
): Promise<ServingSession> {
  const client = open({
    onMessage(message) {
      if (message.type === 'entries') return events.onEntries(message)
      if (message.type === 'played') events.onPlayed(message.at, message.reason)
      else events.onTime(message.at)
    },
    onLost: events.onClosed,
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
    canary: (step) => client.change({ type: 'canary', ...step }),
    spec: (spec, by, why) => client.change({ type: 'spec', spec, by, why }),
    play: (scenario, to, speed, changes) =>
      client.send({
        type: 'play',
        scenario,
        ...(to === undefined ? {} : { to }),
        speed,
        ...(changes ? { changes } : {}),
      }),
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
