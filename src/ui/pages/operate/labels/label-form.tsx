/**
 * @file AnswerForm: the reason why a request needs a label, the model's prediction, and a shortcut key for each class
 * or a field for a number.
 */

import { type FormEvent, useEffect, useState } from 'react'
import { labelsText as text } from '../../../../messages/en/operate/labels'
import { termsText } from '../../../../messages/en/operate/terms'
import type { LabelRequest } from '../../../../studio/operate/labels'
import type { RequestInput } from '../../../../studio/operate/requests/request-inputs'
import { PixelImage } from '../../../charts/pixel-image'
import { Button } from '../../../kit/button'
import { useLoaded } from '../../../kit/use-on-change'
import { useStudio } from '../../../studio-context'
import { appliedDriftText, ValueList } from '../request/request-input'
import { useLog } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './labels.module.css'
import { type Handled, keysOf, type Queue } from './use-label-queue'

export interface AnswerFormProps {
  readonly queue: Queue
  readonly asked: LabelRequest
  readonly serving: boolean
}

export function AnswerForm({ queue, asked, serving }: AnswerFormProps) {
  const classes = useLog()?.book?.classes ?? []
  const keys = keysOf(classes)
  const { record, reasons } = asked
  useKeys(queue, classes, keys, serving)
  const before = queue.done.at(-1)
  const { returnedTo } = queue
  const label = returnedTo?.did === 'labeled' ? returnedTo.label : undefined
  return (
    <div className={kit.stack}>
      <p className={kit.wrap}>
        {reasons.map((reason) => (
          <span key={reason} className={`${kit.tag} ${styles.reason}`} title={text.reasons[reason].about}>
            {text.reasons[reason].title}
          </span>
        ))}
        <span className={kit.caption}>
          {record.slice === ''
            ? text.form.requestNumber({ request: record.id })
            : text.form.requestOfSlice({ request: record.id, slice: record.slice })}
        </span>
      </p>
      {classes.length > 0 ? (
        <ul className={styles.classes} aria-label={text.form.classes}>
          {classes.map((name, i) => (
            <li key={name}>
              <button
                type="button"
                className={`${kit.choice} ${styles.class}`}
                disabled={!serving}
                data-answered={(label === undefined ? record.predicted === i : label === name) ? 'yes' : 'no'}
                aria-pressed={label === name}
                aria-keyshortcuts={keys[i]}
                title={name}
                onClick={() => queue.label(name)}
              >
                {keys[i] === undefined ? <span /> : <kbd>{keys[i]}</kbd>}
                <span translate="no">{name}</span>
                <i style={{ width: `${100 * probabilityOf(record.outputs, i)}%` }} />
                <b className={kit.caption}>
                  {record.outputs.length > 0 && text.form.probability({ share: probabilityOf(record.outputs, i) })}
                </b>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <NumberAnswer key={record.id} queue={queue} label={label} answered={record.outputs[0]} serving={serving} />
      )}
      <div className={kit.wrap}>
        <Button size="small" onClick={queue.skip}>
          {text.form.skip} <kbd>{text.form.spaceKey}</kbd>
        </Button>
        <Button size="small" onClick={queue.unclear} disabled={!serving}>
          {text.form.unclear} <kbd>?</kbd>
        </Button>
        <Button size="small" onClick={queue.back} disabled={!before}>
          {text.form.back} <kbd>⌫</kbd>
        </Button>
        {(returnedTo ?? before) && (
          <span className={kit.caption} role="status">
            {returnedTo ? text.form.state({ label }) : before && handledText(before)}
          </span>
        )}
      </div>
    </div>
  )
}

function handledText({ asked: { request }, ...what }: Handled): string {
  return what.did === 'labeled'
    ? text.form.done.labeled({ request, label: what.label })
    : text.form.done[what.did]({ request })
}

/**
 * The probability of a class. With a single model output, that output is the probability of the second of two classes.
 */
function probabilityOf(outputs: readonly number[], place: number): number {
  if (outputs.length !== 1) return outputs[place] ?? 0
  const [second = 0] = outputs
  return place === 1 ? second : 1 - second
}

function NumberAnswer({
  queue,
  label,
  answered,
  serving,
}: {
  readonly queue: Queue
  /** The label that the user gave to this request earlier. */
  readonly label: string | number | undefined
  readonly answered: number | undefined
  readonly serving: boolean
}) {
  const [typed, setTyped] = useState(String(label ?? ''))
  const value = Number(typed.replace(',', '.').replace('−', '-'))
  const fits = typed.trim() !== '' && Number.isFinite(value)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) queue.label(value)
  }
  return (
    <form className={kit.wrap} onSubmit={submit}>
      <label className={kit.row}>
        {text.form.value}{' '}
        <input
          className={styles.number}
          inputMode="decimal"
          // biome-ignore lint/a11y/noAutofocus: the queue is worked through with the keyboard
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Button type="submit" tone="primary" size="small" disabled={!fits || !serving}>
        {text.form.label} <kbd>↵</kbd>
      </Button>
      {answered !== undefined && <span className={kit.caption}>{text.form.prediction({ value: answered })}</span>}
    </form>
  )
}

/** A selector for elements in which key presses enter text. */
const TYPED =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable], [role="listbox"]'

/** Handles keys pressed anywhere on the page, except in text fields and on focused controls that use them. */
function useKeys(queue: Queue, classes: readonly string[], keys: readonly (string | undefined)[], serving: boolean) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return
      const isTyping = target instanceof Element && target.closest(TYPED)
      const onButton = target instanceof Element && target.closest('button, a, [role="combobox"], [role="slider"]')
      if (isTyping || (onButton && (key === ' ' || key === 'Enter'))) return
      const place = keys.indexOf(key.toLowerCase())
      const name = classes[place]
      if (name !== undefined && serving) queue.label(name)
      else if (key === ' ') queue.skip()
      else if (key === '?' && serving) queue.unclear()
      else if (key === 'Backspace') queue.back()
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [queue, classes, keys, serving])
}

// RequestSample: a large view of a request's input: an image, a list of values, or text.

/** The width and height of an image, in CSS pixels. */
const SIDE = 168

/** Shows the input of a request. */
export function RequestSample({ request }: { readonly request: number }) {
  const studio = useStudio()
  const { value: input, why } = useLoaded([studio, request], () => studio.run('labels.input', { request }))
  if (why !== undefined) return <p className={kit.caption}>{why}</p>
  if (!input) return <div className={`${kit.stack} ${styles.sample}`} aria-busy="true" />
  return (
    <figure className={`${kit.stack} ${styles.sample}`} aria-label={text.input.label({ request })}>
      <Shown input={input} request={request} />
    </figure>
  )
}

function Shown({ input, request }: { readonly input: RequestInput; readonly request: number }) {
  if (input.kind === 'given') {
    if (input.input.kind === 'values') return <ValueList of={Object.entries(input.input.values)} />
    const { shape, data } = input.input
    return <PixelImage pixels={data} shape={shape.slice(-3)} side={SIDE} label={text.input.image({ request })} />
  }
  if (input.kind === 'watched')
    return (
      <>
        <ValueList of={input.values} />
        <p className={kit.caption}>{text.input.onlyLogged}</p>
      </>
    )
  const { values, columns, changed, exact } = input
  // An image that is missing is listed with the other values.
  const image = columns.find(({ name, form }) => form.type === 'image' && ArrayBuffer.isView(values[name]))
  const others = columns.filter((column) => column !== image)
  return (
    <>
      {image && (
        <PixelImage
          pixels={values[image.name] as ArrayLike<number>}
          shape={image.form.shape}
          side={SIDE}
          label={text.input.imageColumn({ request, column: image.name })}
        />
      )}
      {others.length > 0 && <ValueList of={others.map(({ name }) => [name, values[name]] as const)} />}
      {!exact && <p className={kit.caption}>{termsText.partlyLogged}</p>}
      {exact && changed !== undefined && (
        <p className={kit.caption}>{text.input.drifted({ change: appliedDriftText(changed) })}</p>
      )}
    </>
  )
}
