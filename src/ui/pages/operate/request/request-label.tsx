/**
 * @file RequestLabel: the label of a request, and a field for setting it; if it is set more than once, the latest label
 * applies.
 */
import { useId, useState } from 'react'
import { requestText } from '../../../../messages/en/operate/request'
import type { RequestRecord } from '../../../../ops/log/request-record'
import type { LogDictionary } from '../../../../ops/log-entry'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import fields from '../../../kit/field.module.css'
import { useRunCommand } from '../../../studio-context'
import { labelText } from '../live/request-list'
import { useOperate } from '../use-operate'
import styles from './request.module.css'

/** The maximum number of classes for which a dropdown is shown; if there are more, the user types the class name. */
const LISTED = 60

const { label: text } = requestText

export function RequestLabel({ record, book }: { readonly record: RequestRecord; readonly book: LogDictionary }) {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag === 'on')
  const { label, id } = record
  const { classes } = book
  const save = (value: string | number) => run('labels.add', { request: id, label: value })
  return (
    <>
      <p className={styles.note}>
        {label ? text.by[label.by]({ label: labelText(label.value, book), at: label.at }) : text.none}
      </p>
      {serving ? (
        <div className={styles.buttons}>
          {classes.length > 0 && classes.length <= LISTED ? (
            <Select
              label={text.field}
              layout="bare"
              value={label ? (classes[label.value] ?? '') : ''}
              options={[
                ...(label ? [] : [{ value: '', title: text.choose, disabled: true }]),
                ...classes.map((name) => ({ value: name, title: name })),
              ]}
              onChange={(name) => name !== '' && save(name)}
            />
          ) : (
            <LabelInput classes={classes} onSave={save} />
          )}
        </div>
      ) : (
        <p className={styles.note}>{text.serveFirst}</p>
      )}
    </>
  )
}

/** An input for a number, or for the name of one of many classes. */
function LabelInput({
  classes,
  onSave,
}: {
  readonly classes: readonly string[]
  readonly onSave: (label: string | number) => void
}) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const fits = classes.length > 0 ? classes.includes(typed) : typed.trim() !== '' && Number.isFinite(Number(typed))
  return (
    <form
      className={styles.buttons}
      onSubmit={(event) => {
        event.preventDefault()
        if (!fits) return
        onSave(classes.length > 0 ? typed : Number(typed))
        setTyped('')
      }}
    >
      <input
        className={`${fields.box} ${fields.input}`}
        aria-label={text.field}
        placeholder={classes.length > 0 ? text.className : text.number}
        list={classes.length > 0 ? id : undefined}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {classes.length > 0 && (
        <datalist id={id}>
          {classes.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
      <Button type="submit" size="small" disabled={!fits}>
        {text.save}
      </Button>
    </form>
  )
}
