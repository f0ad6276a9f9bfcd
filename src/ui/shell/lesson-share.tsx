/** @file LessonShare: a lesson as a link, or as a frame on another page that shows one living figure of it. */
import { useState } from 'react'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { useStudio } from '../studio-context'
import styles from './lesson.module.css'
import { addressOf, type Figure, frameOf, type MadeLink, sizeWords } from './link-words'

type Told = { readonly tone: 'good' | 'bad'; readonly words: string }

/** The two ways to give a lesson away. */
export function LessonShare({ ready }: { readonly ready: boolean }) {
  const studio = useStudio()
  const [figure, setFigure] = useState<Figure>('canvas')
  const [told, setTold] = useState<Told>()

  async function copy(what: string, textOf: (link: MadeLink) => string): Promise<void> {
    try {
      const link = (await studio.run('project.link')) as MadeLink
      await navigator.clipboard.writeText(textOf(link))
      setTold({ tone: 'good', words: `${what} is on the clipboard: ${sizeWords(link)}.` })
    } catch (error) {
      setTold({ tone: 'bad', words: error instanceof Error ? error.message : String(error) })
    }
  }
  const title = () => studio.store.getState().project.name
  return (
    <fieldset className={styles.ticks}>
      <legend>Give it away</legend>
      <div className={styles.share}>
        <Button
          disabled={!ready}
          onClick={() => void copy('The link', ({ fragment }) => addressOf(location.href, fragment))}
        >
          Copy the link
        </Button>
        <Select
          label="A frame shows"
          layout="bare"
          value={figure}
          options={[
            { value: 'canvas', title: 'Frame: the drawing' },
            { value: 'loss', title: 'Frame: the loss, with Train' },
            { value: 'prediction', title: 'Frame: an input and the answer' },
          ]}
          onChange={setFigure}
        />
        <Button
          disabled={!ready}
          onClick={() =>
            void copy('The frame', ({ fragment }) => frameOf(addressOf(location.href, fragment, figure), title()))
          }
        >
          Copy the frame
        </Button>
      </div>
      <p className={styles.help} role="status" data-tone={told?.tone}>
        {told?.words ??
          (ready
            ? 'Drawing, plan, the name of its data and the lesson go along, and nothing else.'
            : 'Write the goal first.')}
      </p>
    </fieldset>
  )
}
