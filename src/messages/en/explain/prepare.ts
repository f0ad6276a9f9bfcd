/** @file Why each problem with the steps of a column is one, and what to do: a short paragraph a code. */

export const prepare = {
  'prepare-list':
    'Each column goes through its steps one after another, so they are a list, each with its kind and its parameters. A handful is usual. Take the entry out and the column is prepared as usual.',
  'prepare-column':
    'The plan has steps for a column that the data do not have. Most often the dataset was changed, or the column was renamed. The steps are kept, and change nothing until there is such a column.',
  'prepare-kind':
    'The steps of a column name one that is not in the catalog, or not for what the column is at that place. Often it is a slip of spelling. Choose one of those listed.',
  'prepare-takes':
    'Each step takes what the one before it gives. A scale needs numbers, one-hot needs a category, a vocabulary needs texts. Move the step, or put one before it that makes what it takes.',
  'prepare-ends':
    'A network calculates with numbers, so the last step of a column has to give some. A category needs one-hot or an index, a text its words or characters as ids, a time its parts.',
  'prepare-large':
    'Every row would take that many numbers, for each row of the set. A browser cannot hold them. Choose fewer buckets, words or pixels.',
  'prepare-window-twice':
    'A window makes a series of the rows before each row. A series is no longer one value a row, so a second window has nothing to gather. Keep one of them and choose its length.',
  'prepare-no-order':
    'Which row lies before which is told by a column: a time, or a number that grows with it. Without one there is no before. Choose the column, or the window that takes rows as they stand.',
  'prepare-order-column':
    'A window in time is made of the rows before a row, by a column that says when, and where there are several series, by one that says whose. The column named here is not in the data or holds something else. Choose one of those listed.',
  'prepare-window-split':
    'A window holds values of other rows. Where rows are split by chance, those of training would hold values of rows that are tested on, and the figures would flatter. In time, all that lies before a training row is training. By group, no window leaves its part.',
  'prepare-answer':
    'A network says a text place by place: at each place one sign of a vocabulary, and a sign of its own where the text ends. So the text has to become ids, by characters or by words, with what fills it up behind its end. Other steps make numbers that no text can be read back from.',
  'prepare-number-answer':
    'The network learns what the steps of the predicted number give, and its answers are told as what these were before. So each step has to give every value back: scales and the signed logarithm do. Filling in, clipping and bins make one number of several, and a plain logarithm makes 0 of all below 0. Take the step out, or choose the signed form.',
  'prepare-learnt':
    'What a step learns in training goes with the model, and its length and range follow from its parameters. Here they do not fit each other, so the file was changed or damaged. Export the model again.',
  'prepare-fill-category':
    'A category has names, and names have no mean or median. The most frequent one can stand for what is missing, or one that you name. Leaving it missing is fine too: in one-hot form it is all zeros.',
  'prepare-flag-number':
    'The second number tells of one value whether it was there. An array has many, and each may be missing by itself. Fill them in without the flag.',
  'prepare-order':
    'An ordered category is told by the places of its values in a list. A name in that list is no value of the column, so nothing would ever stand there. Spell it as the data do.',
  'prepare-no-part':
    'A time becomes as many numbers as parts are chosen of it. Without any, nothing would reach the network. Choose the parts that could matter, such as the hour or the day of the year.',
  'prepare-crop':
    'The part that is to be cut out reaches over the edge of the pictures. Choose a smaller one, or move its corner. Resizing before makes pictures larger.',
  'prepare-too-short':
    'A difference is taken between two steps of a series that lie so far apart. The series is not longer than that, so there is no such pair. Choose a longer window, or fewer steps back.',
} as const
