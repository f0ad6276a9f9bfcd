/** @file SayLabel: what a person says the answer should have been; the latest word counts. */
import { useId, useState } from 'react'
import type { RequestRecord } from '../../../../ops/log/request'
import type { Book } from '../../../../ops/record'
import { Button } from '../../../kit/button'
import { Select } from '../../../kit/select'
import fields from '../../../kit/field.module.css'
import { useRun } from '../../../studio-context'
import { virtualTime } from '../../../../messages/format'
import { valueWords } from '../live/request-list'
import { useOperate } from '../use-operate'
import styles from './request.module.css'

/** Classes that a list is good for; of more one types the name. */
const LISTED = 60

const BY = { world: 'the world', person: 'a person', caller: 'the one who asked' } as const

export function SayLabel({ record, book }: { readonly record: RequestRecord; readonly book: Book }) {
  const run = useRun()
  const serving = useOperate((state) => state.serving.tag === 'on')
  const { label, id } = record
  const { classes } = book
  const tell = (said: string | number) => run('labels.add', { request: id, label: said })
  return (
    <>
      <p className={styles.note}>
        {label
          ? `${valueWords(label.value, book)}, said by ${BY[label.by]} at ${virtualTime(label.at)}.`
          : 'Nobody has said yet what the answer should have been.'}
      </p>
      {serving ? (
        <div className={styles.buttons}>
          {classes.length > 0 && classes.length <= LISTED ? (
            <Select
              label="What it should have been"
              layout="bare"
              value={label ? (classes[label.value] ?? '') : ''}
              options={[
                ...(label ? [] : [{ value: '', title: 'It should have been…', disabled: true }]),
                ...classes.map((name) => ({ value: name, title: name })),
              ]}
              onChange={(name) => name !== '' && tell(name)}
            />
          ) : (
            <Typed classes={classes} onSay={tell} />
          )}
        </div>
      ) : (
        <p className={styles.note}>Serve again to say what it should have been.</p>
      )}
    </>
  )
}

/** A number, or one of many classes by its name. */
function Typed({
  classes,
  onSay,
}: {
  readonly classes: readonly string[]
  readonly onSay: (label: string | number) => void
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
        onSay(classes.length > 0 ? typed : Number(typed))
        setTyped('')
      }}
    >
      <input
        className={`${fields.box} ${fields.input}`}
        aria-label="What it should have been"
        placeholder={classes.length > 0 ? 'a class by its name' : 'a number'}
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
        Say it
      </Button>
    </form>
  )
}
