/** @file ScoreMenu: how long the score lasts and its seed, and what can be done with all of it. */
import { count } from '../../../../messages/format'
import { scorePresets } from '../../../../gallery/scenarios'
import { expectedRequests } from '../../../../ops/scenario/expected'
import { DAY, MINUTE, MOST_DAYS, type Score } from '../../../../ops/scenario/scenario'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { fileName, pickFile, saveBytes } from '../../../shell/files'
import { useRun, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { unitOf } from './event-form'
import styles from './note-form.module.css'
import { lengthWords } from './span'
import { useScoreHistory } from './use-score'

/** The buttons of the score as a whole. */
export function ScoreMenu({ score }: { readonly score: Score }) {
  const run = useRun()
  const studio = useStudio()
  const service = useOperate((state) => state.service) ?? ''
  const history = useScoreHistory()

  async function save(): Promise<void> {
    const text = (await studio.run('score.export')) as string
    saveBytes(fileName(`${service} score`, 'json'), new TextEncoder().encode(text), 'application/json')
  }
  async function take(): Promise<void> {
    const bytes = await pickFile('.json,application/json')
    if (!bytes) return
    run('score.import', { text: new TextDecoder().decode(bytes) })
  }
  return (
    <>
      <Popover
        label="Length and seed of the score"
        side="top"
        trigger={
          <Button size="small" tone="quiet" title="How long the score lasts, and its seed">
            {lengthWords(score.durationMs)}
          </Button>
        }
      >
        <Whole score={score} />
      </Popover>
      <IconButton
        label="Undo in the score"
        icon="undo"
        tone="quiet"
        size="small"
        tip="above"
        disabled={!history?.past.length}
        onClick={() => run('score.undo')}
      />
      <IconButton
        label="Redo in the score"
        icon="redo"
        tone="quiet"
        size="small"
        tip="above"
        disabled={!history?.future.length}
        onClick={() => run('score.redo')}
      />
      <Menu
        trigger={
          <IconButton label="What can be done with the score" icon="more" tone="quiet" size="small" tip="above" />
        }
        items={[
          ...scorePresets.map(({ id, title, about }) => ({
            title,
            about,
            onSelect: () => run('score.preset', { preset: id }),
          })),
          { title: 'Save the score as a file', apart: true, onSelect: () => void save() },
          { title: 'Take a score from a file…', onSelect: () => void take() },
          {
            title: 'Clear the score',
            apart: true,
            disabled: score.notes.length === 0,
            onSelect: () => run('score.remove', { notes: score.notes.map(({ id }) => id) }),
          },
        ]}
      />
    </>
  )
}

function Whole({ score }: { readonly score: Score }) {
  const run = useRun()
  const { unit, name, step } = unitOf(score.durationMs)
  return (
    <div className={styles.file}>
      <NumberField
        label={`Lasts, ${name}`}
        min={Math.ceil((MINUTE / unit) * 100) / 100}
        max={(MOST_DAYS * DAY) / unit}
        step={step}
        value={Math.round((score.durationMs / unit) * 1000) / 1000}
        onChange={(value) => run('score.length', { durationMs: Math.round(value * unit) })}
      />
      <div className={styles.names}>
        {LENGTHS.map(([title, days]) => (
          <Button
            key={title}
            size="small"
            tone="quiet"
            aria-pressed={score.durationMs === days * DAY}
            onClick={() => run('score.length', { durationMs: days * DAY })}
          >
            {title}
          </Button>
        ))}
      </div>
      <NumberField
        label="Seed"
        integer
        min={0}
        max={0xffffffff}
        value={score.seed}
        help="The same seed, the same requests."
        onChange={(seed) => run('score.seed', { seed })}
      />
      <p className={styles.about}>About {count(expectedRequests(score))} requests in all.</p>
    </div>
  )
}

const LENGTHS = [
  ['an hour', 1 / 24],
  ['a day', 1],
  ['a week', 7],
  ['4 weeks', 28],
  ['52 weeks', 364],
] as const
