/** @file InputView: what a request brought: its picture, or its values by column, with what drift did to them. */
import { watchedWords } from '../../../../data/watch/monitored-features'
import type { RawRow } from '../../../../serving/validate-input'
import { numberWords } from '../../../charts/row-words'
import { Pixels } from '../../../charts/picture'
import { changedWords } from './changed-words'
import styles from './request.module.css'
import type { Brought } from './use-request'

const SIDE = 132
/** Columns that are shown; of more the first ones. */
const MOST = 60

export function InputView({ brought: { input, set } }: { readonly brought: Brought }) {
  if (!input) return <p className={styles.note}>What it brought is no longer kept.</p>
  switch (input.kind) {
    case 'row':
      return (
        <>
          <p className={styles.note}>
            {`Row ${input.row + 1} of the set`}
            {input.changed !== undefined && `, changed by ${changedWords(input.changed)}`}
            {input.exact
              ? '.'
              : '. A fault or a score that was edited since changed what was sent: the row is shown as the set has it.'}
          </p>
          <Values values={input.values} set={set} />
        </>
      )
    case 'given':
      return input.input.kind === 'values' ? (
        <>
          <p className={styles.note}>As it was sent from outside.</p>
          <Values values={input.input.values} set={set} />
        </>
      ) : (
        <>
          <p className={styles.note}>{`As it was sent from outside: ${input.input.shape.join(' × ')} numbers.`}</p>
          <Tensor shape={input.input.shape} data={input.input.data} />
        </>
      )
    case 'watched':
      // One over the URL that came encoded, or was refused as it came.
      if (input.values.length === 0) return <p className={styles.note}>What it brought was not kept.</p>
      return (
        <>
          <p className={styles.note}>The world it came from is over; this was noted of it.</p>
          <List of={input.values} />
        </>
      )
    default:
      return input satisfies never
  }
}

function Values({ values, set }: { readonly values: RawRow; readonly set: Brought['set'] }) {
  const pictures = new Map(set?.columns.map(({ name, form }) => [name, form.type === 'image' ? form.shape : undefined]))
  const shown = Object.entries(values)
  const plain = shown.filter(([name]) => pictures.get(name) === undefined)
  return (
    <>
      {shown.map(([name, value]) => {
        const shape = pictures.get(name)
        const pixels = shape && pixelsOf(value)
        return (
          pixels && <Pixels key={name} pixels={pixels} shape={shape} label={`The ${name} as it came`} side={SIDE} />
        )
      })}
      {plain.length > 0 && <List of={plain.map(([name, value]) => [name, valueWords(value)] as const)} />}
    </>
  )
}

function List({ of }: { readonly of: readonly (readonly [string, string | number])[] }) {
  return (
    <dl className={styles.values}>
      {of.slice(0, MOST).map(([name, value]) => (
        <div key={name}>
          <dt title={name}>{watchedWords(name)}</dt>
          <dd title={String(value)}>{typeof value === 'number' ? numberWords(value) : value}</dd>
        </div>
      ))}
      {of.length > MOST && (
        <div>
          <dt>and</dt>
          <dd>{`${of.length - MOST} more columns`}</dd>
        </div>
      )}
    </dl>
  )
}

/** Scaled so that the least is black and the most is white. */
function Tensor({ shape, data }: { readonly shape: readonly number[]; readonly data: Float32Array }) {
  const [height = 1, width = 1, channels = 1] = shape.length > 3 ? shape.slice(-3) : shape
  if (shape.length < 2 || height * width * channels !== data.length || (channels !== 1 && channels !== 3)) return null
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of data) [low, high] = [Math.min(low, value), Math.max(high, value)]
  const pixels = Uint8Array.from(data, (value) => (high > low ? (255 * (value - low)) / (high - low) : 0))
  return <Pixels pixels={pixels} shape={[height, width, channels]} label="What was sent, as a picture" side={SIDE} />
}

function pixelsOf(value: unknown): ArrayLike<number> | undefined {
  if (ArrayBuffer.isView(value)) return value as Uint8Array
  return Array.isArray(value) ? value.flat(3).map(Number) : undefined
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'missing'
  if (typeof value === 'number') return numberWords(value)
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as ArrayLike<number>, (one) =>
      typeof one === 'number' ? numberWords(one) : String(one),
    )
    return list.length > 8 ? `${list.slice(0, 8).join(', ')} … ${list.length} in all` : list.join(', ')
  }
  return String(value)
}
