/** @file Disagreements: inputs to which champion and challenger said different things, the worst slice first, with what each said. */
import { useEffect, useState } from 'react'
import { count, counted } from '../../../../messages/format'
import { type RequestRecord, requestOf } from '../../../../ops/log/request'
import type { RequestInput } from '../../../../studio/operate/request-input'
import { Pixels } from '../../../charts/picture'
import { numberWords } from '../../../charts/row-words'
import table from '../../../kit/table.module.css'
import { useStudio } from '../../../studio-context'
import { useDesk } from '../use-operate'
import styles from './canary.module.css'

export interface Pair {
  /** Of the input: it stays while requests come. */
  readonly key: number
  readonly slice: number
  /** Requests; the same twice where a shadow answered beside the champion. */
  readonly champion: number
  readonly challenger: number
}

export interface DisagreementsProps {
  readonly pairs: readonly Pair[]
  /** Of so many in all, among inputs that both were asked. */
  readonly all: number
  readonly both: number
  readonly slices: readonly string[]
  readonly other: 'Challenger' | 'Shadow'
}

const SHOWN = 12

/** The list. */
export function Disagreements({ pairs, all, both, slices, other }: DisagreementsProps) {
  const desk = useDesk()
  const log = desk.log()
  const { book } = log
  const shown = pairs.slice(0, SHOWN).flatMap(({ key, slice, champion, challenger }) => {
    const [a, b] = [champion, challenger].map((id) => book && requestOf(log.fold.ring, book, log.seed, id))
    return a && b ? [{ key, slice, a, b }] : []
  })
  return (
    <section className={styles.part} aria-label="Where they disagree">
      <h3>Where they disagree</h3>
      <p className={styles.soft}>
        {both === 0
          ? 'No input was asked of both yet. Each request goes to one of them; rows of the set come again.'
          : `On ${count(all)} of ${counted(both, other === 'Shadow' ? 'request' : 'different input')} that both were asked, worst slice first.`}
      </p>
      {shown.length > 0 && (
        <div className={styles.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Input</th>
                <th scope="col">Slice</th>
                <th scope="col">Champion</th>
                <th scope="col">{other}</th>
                <th scope="col">Label</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key, slice, a, b }) => (
                <tr key={key}>
                  <td>
                    <button
                      type="button"
                      className={styles.input}
                      onClick={() => desk.look(b.id)}
                      aria-label={`Look at request ${b.id}`}
                    >
                      <Input request={b.id} />
                    </button>
                  </td>
                  <td className={styles.wrap}>{slices[slice] ?? ''}</td>
                  <td className={styles.wrap}>{saidWords(a, book?.classes ?? [])}</td>
                  <td className={styles.wrap}>
                    {other === 'Shadow' ? shadowWords(b, book?.classes ?? []) : saidWords(b, book?.classes ?? [])}
                  </td>
                  <td className={styles.wrap}>{labelWords(a, b, book?.classes ?? [])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function saidWords({ predicted, confidence, outputs, status }: RequestRecord, classes: readonly string[]): string {
  if (status === 'failed' || status === 'fallback' || status === 'unready') return `no answer (${status})`
  if (classes.length === 0) return outputs[0] === undefined ? 'nothing' : numberWords(outputs[0])
  // Withheld from who asked; it is what the two differ in.
  if (status === 'abstained') return `abstained (${answerWords(argmax(outputs), confidence, classes)})`
  if (predicted === undefined) return status
  return answerWords(predicted, confidence, classes)
}

function argmax(outputs: readonly number[]): number {
  return outputs.indexOf(Math.max(...outputs))
}

function answerWords(predicted: number, confidence: number | undefined, classes: readonly string[]): string {
  return `${classes[predicted] ?? predicted}${confidence === undefined ? '' : `, ${(100 * confidence).toFixed(0)} %`}`
}

function shadowWords({ shadow }: RequestRecord, classes: readonly string[]): string {
  if (!shadow || shadow.predicted < 0) return 'no answer'
  return `${classes[shadow.predicted] ?? shadow.predicted}, ${(100 * shadow.confidence).toFixed(0)} %`
}

function labelWords(a: RequestRecord, b: RequestRecord, classes: readonly string[]): string {
  const value = b.label?.value ?? a.label?.value
  return value === undefined ? 'none yet' : (classes[value] ?? numberWords(value))
}

/** What it brought, small: a picture, or the first of its values. */
function Input({ request }: { readonly request: number }) {
  const studio = useStudio()
  const [found, setFound] = useState<RequestInput>()
  // The same input comes again and again: what the first of its requests brought is what all did.
  const [first] = useState(request)
  useEffect(() => {
    let gone = false
    studio.run('labels.input', { request: first }).then(
      (input) => !gone && setFound(input as RequestInput),
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [studio, first])
  if (found?.kind !== 'row') return <>{count(request)}</>
  const picture = found.columns.find(({ form }) => form.type === 'image')
  if (picture)
    return (
      <Pixels
        pixels={found.values[picture.name] as ArrayLike<number>}
        shape={picture.form.shape}
        side={36}
        label={`Request ${request}`}
      />
    )
  const values = found.columns.slice(0, 3).map(({ name }) => `${name} ${shortly(found.values[name])}`)
  return <>{values.join(', ')}</>
}

function shortly(value: unknown): string {
  return typeof value === 'number' ? numberWords(value) : String(value ?? 'missing').slice(0, 24)
}
