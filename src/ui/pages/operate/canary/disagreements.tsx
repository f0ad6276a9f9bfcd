/**
 * @file Disagreements: inputs for which two models gave different predictions, worst slice first, with both
 * predictions.
 */
import { useEffect, useState } from 'react'
import { canaryText } from '../../../../messages/en/operate/canary'
import { requestStatusText } from '../../../../messages/en/operate/request'
import { cellNumber, count, list } from '../../../../messages/format'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import type { RequestInput } from '../../../../studio/operate/requests/request-inputs'
import { PixelImage } from '../../../charts/pixel-image'
import table from '../../../kit/table.module.css'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useLog } from '../use-operate'
import styles from './canary.module.css'

export interface Pair {
  /** A key for the input that stays the same as requests arrive. */
  readonly key: number
  readonly slice: number
  /** IDs of the two requests; identical if a shadow model answered a copy of the same request. */
  readonly champion: number
  readonly challenger: number
}

export interface DisagreementsProps {
  readonly pairs: readonly Pair[]
  /** The total number of disagreements, and the number of inputs that both models received. */
  readonly all: number
  readonly both: number
  readonly slices: readonly string[]
  readonly other: 'challenger' | 'shadow'
}

const text = canaryText.disagreements

const SHOWN = 12

/** The list of disagreements. */
export function Disagreements({ pairs, all, both, slices, other }: DisagreementsProps) {
  const run = useRunCommand()
  const log = useLog()
  if (!log) return null
  const { book } = log
  const shown = pairs.slice(0, SHOWN).flatMap(({ key, slice, champion, challenger }) => {
    const [a, b] = [champion, challenger].map((id) => book && requestOf(log.fold.buffer, book, log.seed, id))
    return a && b ? [{ key, slice, a, b }] : []
  })
  return (
    <section className={styles.part} aria-label={text.title}>
      <h3>{text.title}</h3>
      <p className={styles.soft}>
        {both === 0 ? text.none : other === 'shadow' ? text.requests({ all, both }) : text.inputs({ all, both })}
      </p>
      {shown.length > 0 && (
        <div className={styles.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{text.input}</th>
                <th scope="col">{text.slice}</th>
                <th scope="col">{text.champion}</th>
                <th scope="col">{text[other]}</th>
                <th scope="col">{text.label}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key, slice, a, b }) => (
                <tr key={key}>
                  <td>
                    <button
                      type="button"
                      className={styles.input}
                      onClick={() => run('service.inspect', { request: b.id })}
                      aria-label={text.open({ id: b.id })}
                    >
                      <Input request={b.id} />
                    </button>
                  </td>
                  <td className={styles.wrap} translate="no">
                    {slices[slice] ?? ''}
                  </td>
                  <td className={styles.wrap}>{answerText(a, book?.classes ?? [])}</td>
                  <td className={styles.wrap}>
                    {other === 'shadow' ? shadowText(b, book?.classes ?? []) : answerText(b, book?.classes ?? [])}
                  </td>
                  <td className={styles.wrap}>{labelText(a, b, book?.classes ?? [])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function answerText({ predicted, confidence, outputs, status }: RequestRecord, classes: readonly string[]): string {
  if (status === 'failed' || status === 'fallback' || status === 'unready') return requestStatusText[status]
  if (classes.length === 0) return outputs[0] === undefined ? text.noAnswer : cellNumber(outputs[0])
  // The caller did not receive this prediction, but it shows how the two models differ.
  if (status === 'abstained') return text.abstained({ answer: classText(argmax(outputs), confidence, classes) })
  if (predicted === undefined) return requestStatusText[status]
  return classText(predicted, confidence, classes)
}

function argmax(outputs: readonly number[]): number {
  return outputs.indexOf(Math.max(...outputs))
}

function classText(predicted: number, confidence: number | undefined, classes: readonly string[]): string {
  const name = classes[predicted] ?? String(predicted)
  return confidence === undefined ? name : text.answer({ class: name, confidence })
}

function shadowText({ shadow }: RequestRecord, classes: readonly string[]): string {
  if (!shadow || shadow.predicted < 0) return text.noAnswer
  return classText(shadow.predicted, shadow.confidence, classes)
}

function labelText(a: RequestRecord, b: RequestRecord, classes: readonly string[]): string {
  const value = b.label?.value ?? a.label?.value
  return value === undefined ? text.noLabel : (classes[value] ?? cellNumber(value))
}

/** A small preview of the input: an image, or its first values. */
function Input({ request }: { readonly request: number }) {
  const studio = useStudio()
  const [loaded, setLoaded] = useState<RequestInput>()
  // The same input occurs in many requests; keep using the first request that was passed in.
  const [first] = useState(request)
  useEffect(() => {
    let isClosed = false
    studio.run('labels.input', { request: first }).then(
      (input) => !isClosed && setLoaded(input as RequestInput),
      () => undefined,
    )
    return () => {
      isClosed = true
    }
  }, [studio, first])
  if (loaded?.kind !== 'row') return <>{count(request)}</>
  const imageColumn = loaded.columns.find(({ form }) => form.type === 'image')
  if (imageColumn)
    return (
      <PixelImage
        pixels={loaded.values[imageColumn.name] as ArrayLike<number>}
        shape={imageColumn.form.shape}
        side={36}
        label={text.request({ id: request })}
      />
    )
  const values = loaded.columns
    .slice(0, 3)
    .map(({ name }) => text.value({ column: name, value: shortly(loaded.values[name], name) }))
  return <>{list(values)}</>
}

function shortly(value: unknown, column: string): string {
  return typeof value === 'number' ? cellNumber(value, column) : String(value ?? text.missing).slice(0, 24)
}
