/** @file LessonShare: shares a lesson as a link, or as code that embeds one figure of it in another page. */
import { useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { useStudio } from '../studio-context'
import styles from './lesson.module.css'
import { addressOf, FIGURES, type Figure, frameOf, type MadeLink } from './project-link'

const { share: text } = lessonText

interface Result {
  readonly tone: 'good' | 'bad'
  readonly sentence: string
}

/** The two ways to share a lesson. */
export function LessonShare({ ready }: { readonly ready: boolean }) {
  const studio = useStudio()
  const [figure, setFigure] = useState<Figure>('canvas')
  const [result, setResult] = useState<Result>()

  async function copy(
    codeOf: (link: MadeLink) => string,
    sentenceOf: (a: { readonly characters: number }) => string,
  ): Promise<void> {
    try {
      const link = (await studio.run('project.link')) as MadeLink
      await navigator.clipboard.writeText(codeOf(link))
      setResult({ tone: 'good', sentence: sentenceOf({ characters: link.letters }) })
    } catch (error) {
      setResult({ tone: 'bad', sentence: error instanceof Error ? error.message : String(error) })
    }
  }
  const title = () => studio.store.getState().project.name
  return (
    <fieldset className={styles.ticks}>
      <legend>{text.title}</legend>
      <div className={styles.share}>
        <Button
          disabled={!ready}
          onClick={() => void copy(({ fragment }) => addressOf(location.href, fragment), text.linkCopied)}
        >
          {text.copyLink}
        </Button>
        <Select
          label={text.embed}
          layout="bare"
          value={figure}
          options={FIGURES.map((value) => ({ value, title: text.figure[value] }))}
          onChange={setFigure}
        />
        <Button
          disabled={!ready}
          onClick={() =>
            void copy(({ fragment }) => frameOf(addressOf(location.href, fragment, figure), title()), text.embedCopied)
          }
        >
          {text.copyEmbed}
        </Button>
      </div>
      <p className={styles.help} role="status" data-tone={result?.tone}>
        {result?.sentence ?? (ready ? text.content : text.noGoal)}
      </p>
    </fieldset>
  )
}
