/** @file LessonShare: shares a lesson as a link, or as HTML that embeds one of its figures in another page. */
import { useState } from 'react'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { lessonText } from '../../messages/en/shell/lesson'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './lesson.module.css'
import { projectAddress, FIGURES, type Figure, embedCode } from './project-link'
import { useProjectFiles } from './use-project-files'

const { share: text } = lessonText

interface Result {
  readonly tone: 'good' | 'bad'
  readonly sentence: string
  /** The text to copy by hand, because the browser did not allow the page to copy it. */
  readonly byHand?: string
}

/** Buttons that copy the link or the HTML of a figure. */
export function LessonShare({ isReady }: { readonly isReady: boolean }) {
  const studio = useStudio()
  const files = useProjectFiles()
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
      const copied = format(address)
      await navigator.clipboard.writeText(copied).then(
        () => setResult({ tone: 'good', sentence: resultText({ characters: address.length }) }),
        () => setResult({ tone: 'bad', sentence: text.copyByHand, byHand: copied }),
      )
    } catch (error) {
      setResult({ tone: 'bad', sentence: error instanceof Error ? error.message : String(error) })
    }
  }
  const schema = useSelect((state) => state.project.data.schema)
  const linkCopied = (a: { readonly characters: number }) =>
    schema ? text.linkCopiedOwnData({ ...a, ...missingRows(schema) }) : text.linkCopied(a)
  const title = () => studio.store.getState().project.name
  return (
    <fieldset>
      <legend className={`${kit.soft} ${kit.strong}`}>{text.title}</legend>
      <div className={kit.wrap}>
        <Button disabled={!isReady} onClick={() => void copy(undefined, (address) => address, linkCopied)}>
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
        {schema && (
          <Button disabled={!isReady} onClick={() => files.exportProject({ rows: true })}>
            {text.exportWithData}
          </Button>
        )}
      </div>
      <p className={`${kit.faintCaption} ${styles.help}`} role="status" data-tone={result?.tone}>
        {result?.sentence ?? (isReady ? text.content : text.noGoal)}
      </p>
      {result?.byHand !== undefined && <TextToCopy text={result.byHand} />}
    </fieldset>
  )
}

/** A field with text that the user copies by hand. */
export function TextToCopy({ text: content }: { readonly text: string }) {
  return (
    <textarea readOnly aria-label={text.copyable} value={content} onFocus={(event) => event.currentTarget.select()} />
  )
}

/** The rows that a link does not contain. */
export function missingRows({ title, kind, rows }: DatasetSchema) {
  return { dataset: title, rows, noun: kind === 'images' ? 'image' : 'row' } as const
}
