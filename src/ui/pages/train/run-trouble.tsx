/** @file Run trouble: what ended the run or cut it off, as a sentence, with the ways on. */
import { useMemo } from 'react'
import { type Args, message, say } from '../../../messages/message'
import { layerNamesOf } from '../../../compile/layer-names'
import type { RunState } from '../../../protocol/run-state'
import type { RunRecord } from '../../../storage/records'
import { Button } from '../../kit/button'
import { Icon } from '../../kit/icon'
import { cutOff } from '../../charts/use-shown-run'
import { useRun, useSelect } from '../../studio-context'
import { LayerLink } from '../layer-link'
import { useContinue } from './use-continue'
import styles from '../pages.module.css'

/** Shown only after a run that failed or was cut off. */
export function RunTrouble() {
  const now = useSelect((state) => state.run)
  const kept = useSelect(cutOff)
  if (kept) return <CutOff record={kept} />
  return now.tag === 'failed' ? <Failed run={now} /> : null
}

/** The page was closed over it: it goes on as if it had not been. */
function CutOff({ record }: { readonly record: RunRecord }) {
  const run = useRun()
  const { id, name, step = 0, steps } = record
  const from = useSelect((state) => state.checkpoints[id]?.at(-1)?.step ?? 0)
  const ways = useContinue(id)
  return (
    <div className={styles.callout}>
      <p>{ways.why ?? say(message('run-interrupted', { run: name, step: Math.max(step, from), steps, from }))}</p>
      {ways.why ? (
        <Button onClick={ways.nearly}>Go on all the same</Button>
      ) : (
        <Button onClick={ways.exactly} title="The same run, as if it had not been interrupted">
          Go on
        </Button>
      )}
      {record.history.length > 0 && (
        <Button title="A new run of the drawing as it is now" onClick={() => run('run.goOn')}>
          Train on from its last weights
        </Button>
      )}
    </div>
  )
}

function Failed({ run: { id, said, history } }: { readonly run: Extract<RunState, { tag: 'failed' }> }) {
  const run = useRun()
  const ways = useContinue(id)
  const record = useSelect(({ runs }) => runs.find((row) => row.id === id))
  // What is no longer a number comes out the same when it is done again.
  const again = said.code !== 'not-finite'
  return (
    <div className={styles.callout} data-tone="bad" role="alert">
      <Icon name="warning" />
      <p>{ways.why ?? say(said)}</p>
      {record && again && (
        <Button tone="bad" onClick={ways.why ? ways.nearly : ways.exactly}>
          {ways.why ? 'Go on all the same' : 'Go on where it stopped'}
        </Button>
      )}
      {record && said.code === 'not-finite' && <NotFinite record={record} told={said.args} />}
      {history.length > 0 && <Button onClick={() => run('run.goOn')}>Go on from the last good weights</Button>}
      <Button onClick={() => run('run.start')}>Train again</Button>
    </div>
  )
}

interface NotFiniteProps {
  readonly record: RunRecord
  readonly told: Args<'not-finite'>
}

/** Where it began, the fix that is proposed, and the way back. */
function NotFinite({ record, told: { layer, fix } }: NotFiniteProps) {
  const run = useRun()
  const rate = useSelect(({ project }) => project.plan.learningRate)
  const kept = useSelect(({ checkpoints }) => (checkpoints[record.id]?.length ?? 0) > 0)
  const { content } = record
  const node = useMemo(
    () => [...layerNamesOf(content).values()].find(({ label }) => label === layer)?.node,
    [content, layer],
  )
  return (
    <>
      {node !== undefined && <LayerLink label={layer} node={node} />}
      {fix.kind === 'rate' && (
        <Button tone="bad" disabled={rate <= fix.to} onClick={() => run('plan.set', { learningRate: fix.to })}>
          {rate <= fix.to ? `Learning rate is ${rate}` : `Set the learning rate to ${fix.to}`}
        </Button>
      )}
      {kept && (
        <Button
          title="Its weights answer, are evaluated and trained on from now on"
          onClick={() => run('run.restore', { run: record.id })}
        >
          Go back to the last good checkpoint
        </Button>
      )}
    </>
  )
}
