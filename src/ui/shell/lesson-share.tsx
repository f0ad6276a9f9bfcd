/** @file LessonShare: shares a lesson as a link, or as HTML that embeds one of its figures in another page. */
import { useState } from 'react'
import { lessonText } from '../../messages/en/shell/lesson'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './lesson.module.css'
import { projectAddress, FIGURES, type Figure, embedCode } from './project-link'

const { share: text } = lessonText

interface Result {
  readonly tone: 'good' | 'bad'
  readonly sentence: string
}

/** Buttons that copy the link or the HTML of a figure. */
export function LessonShare({ isReady }: { readonly isReady: boolean }) {
  const studio = useStudio()
  const [figure, setFigure] = useState<Figure>('canvas')
  const [result, setResult] = useState<Result>()

  async function copy(
    shown: Figure | undefined,
    format: (address: string) => string,
    resultText: (a: { readonly characters: number }) => string,
  ): Promise<void> {
    try {
      const link = await studio.run('project.link')
      const address = projectAddress(location.href, link.fragment, shown)
      await navigator.clipboard.writeText(format(address))
      setResult({ tone: 'good', sentence: resultText({ characters: address.length }) })
    } catch (error) {
      setResult({ tone: 'bad', sentence: error instanceof Error ? error.message : String(error) })
    }
  }
  const title = () => studio.store.getState().project.name
  return (
    <fieldset>
      <legend className={`${kit.soft} ${kit.strong}`}>{text.title}</legend>
      <div className={kit.wrap}>
        <Button disabled={!isReady} onClick={() => void copy(undefined, (address) => address, text.linkCopied)}>
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
          disabled={!isReady}
          onClick={() => void copy(figure, (address) => embedCode(address, title()), text.embedCopied)}
        >
          {text.copyEmbed}
        </Button>
      </div>
      <p className={`${kit.faintCaption} ${styles.help}`} role="status" data-tone={result?.tone}>
        {result?.sentence ?? (isReady ? text.content : text.noGoal)}
      </p>
    </fieldset>
  )
}
