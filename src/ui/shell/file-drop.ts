/**
 * @file useFileDrop: opens files that are dropped on the page, or with the installed app. Loads with the first page:
 * without it, the browser would leave the page to show a dropped file.
 */
import { useEffect } from 'react'
import { useRunCommand, useStudio } from '../studio-context'
import { useIsHidden } from './unless-hidden'

/** The Chromium API that passes files to the installed app. */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void
}

/** Handles dropped files and files from the launch queue of the installed app. */
export function useFileDrop(): void {
  const run = useRunCommand()
  const studio = useStudio()
  const isHidden = useIsHidden('data.choose')
  useEffect(() => {
    if (isHidden) return
    const closing = new AbortController()
    const { signal } = closing
    const mark = (isOver: boolean) => document.body.toggleAttribute('data-dropping', isOver)
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        mark(true)
      },
      { signal },
    )
    document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && mark(false), { signal })
    // Use the capture phase, because elements that handle dropped files stop the event from bubbling.
    document.addEventListener('drop', () => mark(false), { signal, capture: true })
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        // The items are valid only during the event, so collect the entries now and read them later.
        const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? [])
        const files = [...(event.dataTransfer?.files ?? [])]
        void import('../pages/data/import/dropped-files').then(({ gatherDropped: takeDropped }) =>
          takeDropped(studio, entries, files),
        )
      },
      { signal },
    )
    const { launchQueue } = window as { launchQueue?: LaunchQueue }
    launchQueue?.setConsumer(({ files }) => {
      if (files.length === 0) return
      void Promise.all(files.map(async (handle) => ({ path: handle.name, file: await handle.getFile() }))).then(
        (chosen) => run('data.choose', { files: chosen }),
      )
    })
    return () => closing.abort()
  }, [run, studio, isHidden])
}
