/** @file BringDialog: files chosen, looked into, corrected and read into a set. Opened by a drop, a menu, the palette or the system. */
import { useEffect, useRef } from 'react'
import { say } from '../../../../messages/message'
import { byteSize, count, counted } from '../../../../messages/format'
import { titleFrom } from '../../../../studio/bring-title'
import { Button } from '../../../kit/button'
import { Dialog } from '../../../kit/dialog'
import { Progress } from '../../../kit/progress'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useRun, useSelect } from '../../../studio-context'
import type { Look } from '../../../../protocol/ingest-messages'
import styles from './bring.module.css'
import { ChooseFiles } from './choose-files'
import { showInRoom } from '../show-dataset'
import { Gathered } from './gathered'
import { misfitWords, setsThatMayFit } from './into'
import { LookOptions } from './look-options'
import { LookTable } from './look-table'
import { backTitle, Missing } from './missing'
import { type Bringing, noteWords, useBring } from './use-bring'
import { UseIn } from './use-in'

export default function BringDialog() {
  const run = useRun()
  const bringing = useBring()
  const { state } = bringing
  const close = () => run('data.closeChoosing')
  const leave = () => {
    // An import is cancelled by its own button first: a press beside the dialog must not lose minutes of reading.
    if (state.stage !== 'import') close()
  }
  return (
    <Dialog
      open
      title={bringing.missing ? `Bring the files of “${bringing.missing.title}”` : 'Bring your own data'}
      width={state.stage === 'look' ? 'broad' : 'wide'}
      onClose={leave}
      actions={<Actions bringing={bringing} close={close} />}
    >
      {state.stage !== 'import' && <Gathered />}
      <Stage bringing={bringing} />
    </Dialog>
  )
}

function Stage({ bringing }: { readonly bringing: Bringing }) {
  const { state } = bringing
  switch (state.stage) {
    case 'choose':
      return (
        <>
          {state.looking && <Progress label="Looking into it" words={`looking into ${filesWords(bringing)}`} />}
          <Problem words={state.problem} />
          <Missing bringing={bringing} />
          <ChooseFiles onFiles={bringing.begin} />
        </>
      )
    case 'look':
      return <LookPart bringing={bringing} />
    case 'import':
      return <ImportPart />
    case 'done':
      return <DonePart bringing={bringing} />
    default:
      return state.stage satisfies never
  }
}

function Actions({ bringing, close }: { readonly bringing: Bringing; readonly close: () => void }) {
  const run = useRun()
  const { state } = bringing
  if (state.stage === 'import')
    return (
      <Button key="import" autoFocus onClick={() => run('data.stopBringing')}>
        Cancel
      </Button>
    )
  if (state.stage === 'done') {
    const show = (room: 'data' | 'build') => {
      close()
      // Of a set that no project uses, or that rows joined, the room would not know.
      if (room === 'data' && state.made !== undefined) showInRoom(state.made)
      run('room.open', { room })
    }
    return (
      <>
        {state.left !== undefined && <Button onClick={() => show('build')}>See its network</Button>}
        <Button tone="primary" key="done" autoFocus onClick={() => show('data')}>
          Show it in the Data room
        </Button>
      </>
    )
  }
  return (
    <>
      <Button onClick={close}>Cancel</Button>
      {state.stage === 'look' && (
        <>
          <Button onClick={bringing.back}>Other files</Button>
          <Button
            tone="primary"
            disabled={state.looking || misfitOf(bringing) !== undefined}
            onClick={() => void bringing.bring()}
          >
            {bringing.missing ? backTitle(state) : bringing.into ? 'Add the rows' : 'Import'}
          </Button>
        </>
      )}
    </>
  )
}

function LookPart({ bringing }: { readonly bringing: Bringing }) {
  const { state, into, sets, putInto } = bringing
  const { look } = state
  const head = useRef<HTMLParagraphElement>(null)
  // The stage changed under the focus: what was found is read out, and the keys go on from it.
  useEffect(() => head.current?.focus(), [])
  if (!look) return null
  const kept = look.columns.filter(({ name }) => state.asked.columns?.[name]?.leaveOut !== true)
  const predictable = kept.filter(({ schema: { type } }) => type !== 'text' && type !== 'time' && type !== 'array')
  const target = state.asked.target ?? look.options.target
  const mayFit = setsThatMayFit(sets, look)
  const offered = into && !mayFit.includes(into) ? [into, ...mayFit] : mayFit
  return (
    <div className={styles.look} data-busy={state.looking ? 'yes' : 'no'} aria-busy={state.looking}>
      <p ref={head} tabIndex={-1} className={styles.about}>
        <b>{filesWords(bringing)}</b> <span role="status">{look.about}</span>
      </p>
      <Problem words={state.problem ?? (state.looking ? undefined : misfitOf(bringing))} />
      <Notes words={noteWords(look.notes)} />
      <LookOptions look={look} onCorrect={bringing.correct} />
      <LookTable look={look} asked={state.asked} target={target} onCorrect={bringing.correctColumn} />
      <Missing bringing={bringing} />
      {!bringing.missing && (
        <div className={styles.card}>
          {offered.length > 0 && (
            <Select
              label="Put into"
              layout="stack"
              value={into?.id ?? ''}
              options={[
                { value: '', title: 'A set of its own' },
                ...offered.map(({ id, title }) => ({ value: id, title: `Add to ${title}` })),
              ]}
              onChange={(id) => putInto(id === '' ? undefined : id)}
            />
          )}
          {!into && <CardFields bringing={bringing} predictable={predictable} target={target} />}
        </div>
      )}
      {!into && (state.mayReturn || !bringing.missing) && (
        <div className={styles.use}>
          <UseIn
            look={look}
            asked={state.asked}
            back={state.mayReturn?.title}
            value={bringing.missing ? 'back' : bringing.use}
            onChange={bringing.useIn}
          />
        </div>
      )}
    </div>
  )
}

interface CardFieldsProps {
  readonly bringing: Bringing
  readonly predictable: Look['columns']
  readonly target: string | undefined
}

/** What a set of its own is called and predicts, and where it is from. */
function CardFields({ bringing, predictable, target }: CardFieldsProps) {
  const { state } = bringing
  return (
    <>
      <TextField
        label="Name of the set"
        layout="stack"
        value={state.card.title || titleFrom(state.files)}
        maxLength={120}
        onChange={(title) => bringing.describe({ title })}
      />
      {predictable.length > 0 && (
        <Select
          label="Predicted"
          layout="stack"
          value={target ?? ''}
          options={predictable.map(({ schema: { name } }) => ({ value: name, title: name }))}
          onChange={(name) => bringing.correct({ target: name })}
        />
      )}
      <TextField
        label="Licence"
        layout="stack"
        value={state.card.licence}
        placeholder="unknown"
        onChange={(licence) => bringing.describe({ licence })}
      />
      <TextField
        label="Source"
        layout="stack"
        value={state.card.source}
        placeholder="where it is from"
        onChange={(source) => bringing.describe({ source })}
      />
    </>
  )
}

function ImportPart() {
  const progress = useSelect((state) => state.bringing?.progress)
  if (!progress) return <Progress label="Importing" words="beginning" />
  const { bytes, totalBytes, rows, files, totalFiles, skipped } = progress
  const words = [
    `${counted(rows, 'row')} so far`,
    files !== undefined && totalFiles !== undefined
      ? `${count(files)} of ${counted(totalFiles, 'file')}`
      : `${byteSize(bytes)} of ${byteSize(totalBytes)}`,
    ...(skipped > 0 ? [`${count(skipped)} left out`] : []),
  ].join(', ')
  const share =
    files !== undefined && totalFiles
      ? files / totalFiles
      : totalBytes > 0 && bytes > 0
        ? bytes / totalBytes
        : undefined
  return <Progress label="Importing" words={words} {...(share === undefined ? {} : { share })} />
}

/** Why what was found cannot be imported: as it is read, or into the set that was chosen. */
function misfitOf({ state: { look, asked }, into }: Bringing): string | undefined {
  if (look?.stops) return say(look.stops)
  return into && look && misfitWords(into, look, asked)
}

function DonePart({ bringing: { state, into } }: { readonly bringing: Bringing }) {
  const { result, use, left, returned } = state
  const name = useSelect(({ project }) => project.name)
  if (!result) return null
  return (
    <div className={styles.done}>
      <p role="status">
        {returned
          ? say(returned)
          : into
            ? `${counted(result.rows, 'row')} joined "${into.title}".`
            : `${counted(result.rows, 'row')} of ${counted(result.schema.columns.length, 'column')} are on this device${use === 'none' ? '. No project uses them yet.' : ' and in use.'}`}
      </p>
      {left !== undefined && !into && (
        <p>
          They have a project of their own, “{name}”, with a network drawn for them. “{left}” stays as it was.
        </p>
      )}
      <Notes words={noteWords(result.notes)} />
    </div>
  )
}

function Problem({ words }: { readonly words: string | undefined }) {
  return words ? (
    <p role="alert" className={styles.problem}>
      {words}
    </p>
  ) : null
}

const SHOWN_NOTES = 6

function Notes({ words }: { readonly words: readonly string[] }) {
  if (words.length === 0) return null
  return (
    <ul className={styles.notes} aria-label="To know">
      {words.slice(0, SHOWN_NOTES).map((one) => (
        <li key={one}>{one}</li>
      ))}
      {words.length > SHOWN_NOTES && <li>and {count(words.length - SHOWN_NOTES)} notes more</li>}
    </ul>
  )
}

function filesWords({ state: { files } }: Bringing): string {
  const [first] = files
  if (!first) return ''
  return files.length === 1 ? first.path : `${titleFrom(files)}: ${counted(files.length, 'file')}`
}
