/** @file AnswerForm: why a request is asked about, what the model answered, and a key a class; or a number to type. */
import { type FormEvent, useEffect, useState } from 'react'
import type { Asked } from '../../../../studio/operate/labels'
import { Button } from '../../../kit/button'
import { useDesk } from '../use-operate'
import { keysOf } from './keys'
import styles from './labels.module.css'
import { REASON_WORDS } from './reason-words'
import type { Queue } from './use-queue'

export interface AnswerFormProps {
  readonly queue: Queue
  readonly asked: Asked
  readonly serving: boolean
}

export function AnswerForm({ queue, asked, serving }: AnswerFormProps) {
  const classes = useDesk().log().book?.classes ?? []
  const keys = keysOf(classes)
  const { record, reasons } = asked
  useKeys(queue, classes, keys, serving)
  const before = queue.done.at(-1)
  return (
    <div className={styles.answer}>
      <p className={styles.why}>
        {reasons.map((reason) => (
          <span key={reason} className={styles.reason} title={REASON_WORDS[reason].about}>
            {REASON_WORDS[reason].title}
          </span>
        ))}
        <span className={styles.soft}>
          request {record.id}
          {record.slice !== '' && `, ${record.slice}`}
        </span>
      </p>
      {classes.length > 0 ? (
        <ul className={styles.classes} aria-label="Classes">
          {classes.map((name, i) => (
            <li key={name}>
              <button
                type="button"
                className={styles.class}
                disabled={!serving}
                data-answered={record.predicted === i ? 'yes' : 'no'}
                aria-keyshortcuts={keys[i]}
                title={name}
                onClick={() => queue.say(name)}
              >
                {keys[i] === undefined ? <span /> : <kbd>{keys[i]}</kbd>}
                <span>{name}</span>
                <i style={{ width: `${100 * chanceOf(record.outputs, i)}%` }} />
                <b>{record.outputs.length > 0 ? `${Math.round(100 * chanceOf(record.outputs, i))} %` : ''}</b>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <NumberAnswer key={record.id} queue={queue} answered={record.outputs[0]} serving={serving} />
      )}
      <div className={styles.keys}>
        <Button size="small" onClick={queue.skip}>
          Skip <kbd>Space</kbd>
        </Button>
        <Button size="small" onClick={queue.unclear} disabled={!serving}>
          Cannot tell <kbd>?</kbd>
        </Button>
        <Button size="small" onClick={queue.back} disabled={!before}>
          Back <kbd>⌫</kbd>
        </Button>
        {before && (
          <span className={styles.soft} role="status">
            {before.did === 'said'
              ? `${before.asked.request}: ${before.label}`
              : `${before.asked.request} ${before.did}`}
          </span>
        )}
      </div>
    </div>
  )
}

/** Of one output, which is the chance of the second class, either side. */
function chanceOf(outputs: readonly number[], place: number): number {
  if (outputs.length !== 1) return outputs[place] ?? 0
  const [second = 0] = outputs
  return place === 1 ? second : 1 - second
}

function NumberAnswer({
  queue,
  answered,
  serving,
}: {
  readonly queue: Queue
  readonly answered: number | undefined
  readonly serving: boolean
}) {
  const [text, setText] = useState('')
  const value = Number(text.replace(',', '.').replace('−', '-'))
  const fits = text.trim() !== '' && Number.isFinite(value)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fits) queue.say(value)
  }
  return (
    <form className={styles.number} onSubmit={submit}>
      <label>
        It was{' '}
        <input
          inputMode="decimal"
          // biome-ignore lint/a11y/noAutofocus: a queue is worked through by keys
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button type="submit" tone="primary" size="small" disabled={!fits || !serving}>
        Label <kbd>↵</kbd>
      </Button>
      {answered !== undefined && <span className={styles.soft}>the model said {Number(answered.toPrecision(4))}</span>}
    </form>
  )
}

/** Where keys are letters. */
const TYPED =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable], [role="listbox"]'

/** Keys anywhere on the page, but where somebody types or a control is in hand. */
function useKeys(queue: Queue, classes: readonly string[], keys: readonly (string | undefined)[], serving: boolean) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target, key } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return
      const typed = target instanceof Element && target.closest(TYPED)
      const onButton = target instanceof Element && target.closest('button, a, [role="combobox"], [role="slider"]')
      if (typed || (onButton && (key === ' ' || key === 'Enter'))) return
      const place = keys.indexOf(key.toLowerCase())
      const name = classes[place]
      if (name !== undefined && serving) queue.say(name)
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
