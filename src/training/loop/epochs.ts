/** @file Epochs: the loop itself, chunk after chunk and epoch after epoch until somebody or something says stop. */
import type { Evaluation } from '../../metrics/evaluation'
import { chunkAt, orderOf } from './chunk'
import { afterEpoch } from './epoch-end'
import type { Parts, Why } from './run-context'
import { type Verdict, verdictOf } from './verdict'

export interface Trained {
  readonly why: Why
  /** Of the last epoch that was ended here. */
  readonly evaluation: Evaluation | undefined
}

/** Trains from where the run stands until there is a reason to stop. */
export async function trainAll(parts: Parts): Promise<Trained> {
  const { job, shape, mark, control } = parts
  let evaluation: Evaluation | undefined
  for (;;) {
    const said = verdictOf(job, shape, mark())
    if (said !== 'go') return { why: said, evaluation }
    const then = await trainEpoch(parts)
    if (then !== 'go') return { why: then, evaluation }
    evaluation = await endEpoch(parts)
    if (control.stopping()) return { why: 'stop', evaluation }
  }
}

/** Sends the steps of an epoch from where the run stands; 'go' when all of them are done and read. */
async function trainEpoch({ job, shape, engine, mark, ...parts }: Parts): Promise<Verdict | 'stop'> {
  const { control, clock, pace, reader, counts, keeper } = parts
  engine.order(orderOf(job, mark().epoch))
  for (;;) {
    const wish = await parts.gate()
    if (wish === 'stop') return 'stop'
    await pace.ready()
    const place = mark()
    const chunk = chunkAt(job, shape, place, wish === 'one' ? 1 : pace.most())
    if (!chunk) break
    const { constants, rows, after, rate } = chunk
    const count = constants.length
    pace.send(count, () => engine.steps(constants, rows))
    reader.sent(place, count, rows)
    keeper.sent({ place, count })
    control.stepped()
    parts.move({ ...place, ...after, seconds: clock.seconds() }, rate)
    reader.look()
    counts.look(place.epoch + 1)
    // An epoch whose steps are done is ended before any rule is asked.
    if (after.step === (place.epoch + 1) * shape.perEpoch) continue
    const said = verdictOf(job, shape, mark())
    if (said !== 'go') return said
    if (keeper.due()) await parts.checkpoint()
  }
  await Promise.all([reader.flush(), counts.flush(mark().epoch + 1)])
  return 'go'
}

/** Validation, the row of the history, the checkpoints; nothing of them when the user says stop meanwhile. */
async function endEpoch(parts: Parts): Promise<Evaluation | undefined> {
  const { job, clock, meter, teller, keeper } = parts
  const began = clock.seconds()
  const evaluation = await parts.validate(parts.gate)
  if (parts.control.stopping()) return undefined
  if (evaluation) meter.validated(1000 * (clock.seconds() - began))
  const end = afterEpoch(job, parts.mark(), evaluation)
  parts.move(end.mark)
  teller.epoch(end.log, evaluation)
  parts.tell('due')
  await keeper.epoch(end)
  // What the epoch's end took is no time of steps.
  meter.ended(clock.lap())
  return evaluation
}
