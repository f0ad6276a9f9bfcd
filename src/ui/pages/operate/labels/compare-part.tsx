/** @file ComparePart: what labelling by each strategy would have saved on this set, once it has been measured, and not before. */
import { useStore } from 'zustand'
import { count, tenths } from '../../../../messages/format'
import type { ActiveCurve, ActiveReport } from '../../../../ops/active/active'
import type { Workshop } from '../../../../studio/context'
import { comparisonOf, serviceOf } from '../../../../studio/operate/compare-strategies'
import { Button } from '../../../kit/button'
import { Progress } from '../../../kit/progress'
import { useStudio } from '../../../studio-context'
import styles from './labels.module.css'

export function ComparePart() {
  const studio = useStudio()
  const compared = useStore(comparisonOf(studio as Workshop))
  // What was measured for another service says nothing of this one.
  const here = serviceOf(studio as Workshop)
  const state = compared.tag === 'found' && compared.service !== here ? { tag: 'none' as const } : compared
  // What went wrong stands in its state.
  const start = () => void studio.run('labels.compare').catch(() => undefined)
  return (
    <div className={styles.part}>
      <h3>What a strategy saves</h3>
      {state.tag === 'looking' ? (
        <>
          <Progress label="Comparing strategies" share={state.done} words={`${Math.round(100 * state.done)} %`} />
          <Button size="small" onClick={() => void studio.run('labels.stopComparing')}>
            Stop
          </Button>
        </>
      ) : (
        <Button size="small" onClick={start}>
          {state.tag === 'found' ? 'Measure again' : 'Measure it on this set'}
        </Button>
      )}
      {state.tag === 'failed' && (
        <p role="alert" className={styles.bad}>
          {state.why}
        </p>
      )}
      {state.tag === 'found' && <Found title={state.title} report={state.report} />}
    </div>
  )
}

function Found({ title, report }: { readonly title: string; readonly report: ActiveReport }) {
  const { curves, labels, seeds, judged } = report
  const all = labels.at(-1) ?? 0
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Strategy</th>
            <th scope="col" title="Mean accuracy over all rounds, less that of random choice">
              Gain
            </th>
            <th scope="col" title={`Labels for what random choice reaches with ${all}`}>
              Labels needed
            </th>
          </tr>
        </thead>
        <tbody>
          {curves.map((curve) => (
            <tr key={curve.strategy}>
              <th scope="row">{curve.strategy}</th>
              <td>{gainWords(curve)}</td>
              <td>{curve.enough === undefined ? `over ${count(all)}` : count(curve.enough)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>
        On {title}: points of accuracy over random choice with their 95 % interval, by a small network from{' '}
        {count(labels[0] ?? 0)} to {count(all)} labels, {seeds} seeds, judged on {count(judged)} other rows.
      </p>
    </>
  )
}

function gainWords({ strategy, gain }: ActiveCurve): string {
  if (strategy === 'random') return '0'
  const points = (share: number) => tenths(100 * share)
  return `${points(gain.mean)} (${points(gain.low)} to ${points(gain.high)})`
}
