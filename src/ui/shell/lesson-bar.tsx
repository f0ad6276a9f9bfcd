/** @file LessonBar: what a lesson asks, how far it is, the way back to its start and the way out. Loaded with the first lesson. */
import { useState } from 'react'
import { consoleState } from '../../studio/console-state'
import { type GoalNow, lessonPart } from '../../studio/lesson-goal'
import { Button, join } from '../kit/button'
import { Icon } from '../kit/icon'
import { useRun, useSelect, useStudio } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { conditionWords } from './lesson-words'
import styles from './lesson.module.css'

/** Letters of a goal that fit in its two lines nearly always. */
const FITS = 150

/** The bar above the room, while a lesson rules. */
export default function LessonBar() {
  // As text, so that what did not change is the same.
  const told = useSelect((state) => JSON.stringify(lessonPart(state, consoleState(state))))
  const lesson = JSON.parse(told) as ReturnType<typeof lessonPart>
  if (!lesson) return null
  const preview = lesson.on === 'preview'
  return (
    <section
      className={join(styles.bar, lesson.reached && styles.reached)}
      aria-label={preview ? 'Lesson, as a learner sees it' : 'Lesson'}
    >
      <span className={styles.tag}>{preview ? 'As a learner sees it' : 'Lesson'}</span>
      <div className={styles.middle}>
        <Goal words={lesson.goal} />
        <Conditions {...lesson} />
      </div>
      <Ways preview={preview} />
      <span className="only-spoken" role="status">
        {lesson.reached ? `Goal reached: ${lesson.goal}` : ''}
      </span>
    </section>
  )
}

function Goal({ words }: { readonly words: string }) {
  const [whole, setWhole] = useState(false)
  const long = words.length > FITS || words.includes('\n')
  return (
    <div className={styles.goal}>
      <p className={whole ? undefined : styles.clamped}>{words}</p>
      {long && (
        <Button size="small" tone="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Less' : 'All of it'}
        </Button>
      )}
    </div>
  )
}

function Conditions({ conditions, reached }: GoalNow) {
  if (conditions.length === 0) return null
  return (
    <ul className={styles.conditions} aria-label="What the goal asks">
      {reached && (
        <li className={styles.done}>
          <Icon name="check" size={14} />
          Goal reached
        </li>
      )}
      {conditions.map((condition, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the check.
        <li key={i} data-met={condition.met} title={condition.written}>
          {condition.met ? <Icon name="check" size={12} /> : <i className={styles.unmet} aria-hidden="true" />}
          <span className="only-spoken">{condition.met ? 'Met: ' : 'Not met: '}</span>
          {conditionWords(condition)}
        </li>
      ))}
    </ul>
  )
}

function Ways({ preview }: { readonly preview: boolean }) {
  const run = useRun()
  const studio = useStudio()
  const open = useOpenDialog()
  const restart = () => {
    studio
      .run('lesson.restart')
      .then((kept) => {
        const { name, number } = (kept ?? {}) as { name?: string; number?: number }
        if (name === undefined || number === undefined) return
        run('notice.show', {
          tone: 'info',
          text: `Back at the start. What you had is kept as version ${number}, "${name}".`,
          action: { title: 'Go back to it', command: 'version.open', args: { number } },
        })
      })
      .catch((error: unknown) => {
        run('notice.show', { tone: 'bad', text: error instanceof Error ? error.message : String(error) })
      })
  }
  return (
    <div className={styles.ways}>
      <Button size="small" onClick={restart}>
        Back to the start
      </Button>
      {preview ? (
        <Button
          size="small"
          tone="primary"
          onClick={() => {
            run('lesson.preview', { on: false })
            open('lesson')
          }}
        >
          Back to writing
        </Button>
      ) : (
        <Button
          size="small"
          onClick={() => run('lesson.leave')}
          title="Goes on as a project of your own, with all of Netloom"
        >
          Leave the lesson
        </Button>
      )}
    </div>
  )
}
