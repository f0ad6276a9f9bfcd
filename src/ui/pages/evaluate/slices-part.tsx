/** @file Slices part: how each slice does on the rows evaluated, worst first, and how far from the whole that is. */
import { useEffect } from 'react'
import { counted, rate, significant } from '../../../messages/format'
import type { SliceScore } from '../../../metrics/slice-report'
import { slicesOf } from '../../../studio/slices-of'
import { useRun, useSelect } from '../../studio-context'
import table from '../../kit/table.module.css'
import layout from './evaluate.module.css'
import styles from '../pages.module.css'

interface SlicesPartProps {
  readonly unit: string | undefined
  /** The label of the output that is shown. */
  readonly output: string
}

/** The table, where the set has slices; scored when it is seen and the run stands still. */
export default function SlicesPart({ unit, output }: SlicesPartProps) {
  const slices = useSelect(slicesOf)
  const metrics = useSelect((state) => state.metrics)
  const moving = useSelect(({ run }) => run.tag === 'training' || run.tag === 'preparing')
  const run = useRun()
  const scored = metrics?.slices
  const missing = slices.some(({ name }) => !scored?.some((score) => score.name === name))
  const gone = scored?.some((score) => !slices.some(({ name }) => name === score.name)) === true
  const wanted = (missing || gone) && metrics?.heads.some(({ kind }) => kind !== 'image') === true
  useEffect(() => {
    if (wanted && !moving) run('data.scoreSlices')
  }, [wanted, moving, run])
  if (slices.length === 0) return null
  // Of one output alone no label is told.
  const mine = scored?.filter((score) => score.output === undefined || score.output === output) ?? []
  // A picture is not scored by slices, though the outputs beside it are.
  if (scored?.length && mine.length === 0) return null
  const shown = mine.filter((score) => slices.some(({ name }) => name === score.name))
  return (
    <section className={styles.part} aria-label="Slices">
      <div className={styles.title}>
        <h3>Slices</h3>
        <span>worst first, with 95 % intervals</span>
      </div>
      {shown.length === 0 ? (
        <p className={styles.soft}>
          {moving ? 'Scored when the run stands still.' : `${counted(slices.length, 'slice')} to be scored.`}
        </p>
      ) : (
        <div className={styles.scroll}>
          <table className={`${table.figures} ${layout.slices}`}>
            <caption className="only-spoken">Scores of each slice</caption>
            <thead>
              <tr>
                <th scope="col">slice</th>
                <th scope="col" className={layout.where}>
                  rows with
                </th>
                <th scope="col">{measureOf(shown)}</th>
                <th scope="col">95 %</th>
                <th scope="col">from the whole</th>
                <th scope="col">n</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((score) => (
                <Row key={score.name} score={score} unit={unit} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Row({ score, unit }: { readonly score: SliceScore; readonly unit: string | undefined }) {
  const named = (
    <>
      <th scope="row" title={score.name}>
        {score.name}
      </th>
      <td className={layout.where} title={score.where}>
        <code>{score.where}</code>
      </td>
    </>
  )
  if ('fault' in score) {
    return (
      <tr>
        {named}
        <td colSpan={4} data-tone="bad">
          {score.fault}
        </td>
      </tr>
    )
  }
  const { support, value, low, high, difference } = score
  if (value === undefined) {
    return (
      <tr>
        {named}
        <td colSpan={3}>none of these rows are in it</td>
        <td>0</td>
      </tr>
    )
  }
  const accuracy = score.measure === 'accuracy'
  const figure = (of: number | undefined) => (accuracy ? rate(of) : significant(of))
  return (
    <tr>
      {named}
      <td>
        {figure(value)}
        {accuracy || !unit ? '' : ` ${unit}`}
      </td>
      <td>
        {figure(low)}–{figure(high)}
      </td>
      <td data-tone={isWorse(score, difference ?? 0) ? 'bad' : 'told'}>{signed(difference ?? 0, accuracy)}</td>
      <td>{support.toLocaleString('en-US')}</td>
    </tr>
  )
}

function measureOf([first]: readonly SliceScore[]): string {
  return first && 'measure' in first && first.measure === 'mae' ? 'MAE' : 'accuracy'
}

/** Whether the interval lies wholly on the bad side of the whole. */
function isWorse(
  { measure, value = 0, low = 0, high = 0 }: Extract<SliceScore, { measure: string }>,
  difference: number,
): boolean {
  const whole = value - difference
  const apart = measure === 'accuracy' ? whole - high : low - whole
  // Of rates near 1 the end of the interval is 1 but for a rounding.
  return apart > 1e-9 * Math.max(1, Math.abs(whole))
}

function signed(difference: number, accuracy: boolean): string {
  const size = accuracy ? Math.abs(difference).toFixed(3) : significant(Math.abs(difference))
  if (Number(size) === 0) return '0'
  return `${difference < 0 ? '−' : '+'}${size}`
}
