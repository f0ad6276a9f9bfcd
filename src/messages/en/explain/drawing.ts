/** @file Why, in English: what is behind each problem of a drawing's structure and shapes, and what people usually do. */

export const drawing = {
  'unknown-kind':
    'The file names a kind of layer that this catalog does not have, perhaps because a newer version of the studio wrote it. Nothing can be worked out behind it. Put a layer that is known in its place, or open the project in the version that made it.',
  'param-range':
    'Each number of a layer has limits within which it means something, and beyond which a browser cannot compute it. The value is kept as it was written, so that nothing is lost, but the layer cannot be built with it. The fix takes the nearest value that fits.',
  'param-type':
    'The value is of another type than the parameter takes: words where a number belongs, say. That happens in files written by hand or by another program. Set it anew in the panel on the right.',
  'param-unknown':
    'Nothing in this layer goes by that name, so what it should do cannot be known. Often it is a slip of spelling, or a name from another framework. The parameters that there are stand in the panel on the right.',
  'param-choice':
    'This parameter takes one of a few words, and the one written is not among them. Names follow Keras in one spelling with small first letters: heNormal, hardSigmoid. The fix takes the one the layer begins with.',
  'kernel-too-large':
    'A convolution or a pool slides a window over its input, and with "valid" padding the window has to lie wholly inside. Each such layer makes the picture smaller, so after several of them little may be left. Use "same" padding, a smaller window, or one pooling layer less.',
  'needs-rank':
    'Layers differ in how many axes they work over: a Dense takes a row of features, a recurrent layer steps with features, a 2D convolution height, width and channels. The numbers may be the right ones and merely be laid out otherwise. Flatten makes one row of them, Reshape lays them out anew without changing any.',
  'no-input':
    'A network begins where data come in, and nothing here takes them. The input node has no weights: it says which columns of the data flow into the first layer, and in which shape. Add one and wire it to the first layer.',
  'no-output':
    'A network is trained by comparing what it says with what is true, and the output is where that happens. Without one there is no loss, and nothing to learn from. Add one behind the last layer.',
  'missing-input':
    'A layer computes from what flows in, so each of its inputs needs a wire. Layers that join, such as Add and Concatenate, need at least two. Draw a wire from the layer that should feed it, or take the node away if it is not needed.',
  'extra-input':
    'Most layers work on one tensor and would not know what to do with a second. To bring two branches together, put a layer that joins in between: Add for the sum of equal shapes, Concatenate for side by side. An input takes nothing: it is fed by the data.',
  cycle:
    'Each layer is computed once, after those that feed it. In a circle every layer would wait for the others, and none could be first. Memory from step to step lives inside recurrent layers such as LSTM; remove the wire that leads back.',
  'wire-from-output':
    'An output is the end: what arrives there is compared with the labels and goes nowhere else. If another layer needs the same numbers, draw a second wire from the layer before the output. One layer may feed as many as you like.',
  'dangling-wire':
    'The file has a wire that begins or ends at a node which is not in it. Nothing flows there, so taking it away changes nothing of the network. That happens when a file was edited by hand.',
  'duplicate-id':
    'Wires find their nodes by an id, so two nodes with one id cannot be told apart. Only the first is used. That happens when a file was edited by hand; delete one of the two and draw it anew.',
  unused:
    'No path leads from this layer to an output, so it has no part in the answer and gets no gradient. It is left out of training and of the counts. Wire it on, or remove it if it was an experiment.',
  'needs-features':
    'This layer works along the last axis, the features of each place, and there are none. A single number for each sample has no axis at all. Give it a vector: a Reshape to one axis of length 1 is enough.',
  'axis-range':
    'Axes are counted from 1, without the batch, and -1 means the last. The input has fewer axes than the one named here. Most often -1 is meant: the features, or the channels of a picture.',
  'shapes-differ':
    'Adding, multiplying and averaging go number by number, so every input needs the same shape. In residual networks the shortcut gets a small convolution of 1×1, with a stride where the picture shrank, to bring it to the shape of the other branch. Padding "same" keeps a branch from shrinking in the first place.',
  'concat-differ':
    'Concatenate lays its inputs side by side along one axis, usually the channels; along all others they have to match. Branches of different stride or padding differ in height and width. Bring them to one size by "same" padding, by a stride, or by pooling.',
  'reshape-size':
    'Reshape only lays the same numbers out in another form, so the product of the sizes has to stay the same. It neither drops nor invents any. Write -1 for one size to have it worked out; to change how many numbers there are, use a layer that learns, such as Dense.',
  'reshape-unknown':
    'One size may be left open with -1, and is then worked out from the others. That needs the others to divide the number of values evenly, and no second -1. Check the sizes against the shape that comes in.',
  'permute-order':
    'Permute turns the axes round: the list says which old axis comes first, second and so on, counted from 1 without the batch. Each has to be named exactly once. To swap the steps and features of a sequence, write 2, 1.',
  'crop-too-large':
    'Cropping takes rows and columns away at both sides, and nothing would be left here. The picture may already have been made smaller by the layers before. Crop less, or crop nearer to the input.',
  'input-no-shape':
    'The shape of an input comes from the data, and there are none to take it from yet. Choose a dataset, and the shapes of all layers follow. It can also be written by hand in the panel on the right.',
  'layer-too-large':
    'Every weight takes four bytes, and training needs a gradient and what the optimizer keeps beside it. A layer of this size does not fit into one buffer of a browser. Usually a Dense behind a large picture is the cause: pool before it, or use global average pooling in place of Flatten.',
  'training-too-large':
    'Training keeps the weights, their gradients, what the optimizer remembers of each, and every result on the way for the whole batch. A tab that asks for more than the device has is ended without a word, so the run is not begun. Smaller batches bring the results down, fewer units and more pooling bring down the weights; the table of costs shows where they are.',
  'block-unknown':
    'The node stands for a block whose drawing is missing, so there is nothing to open. That happens when a file was edited by hand, or pasted in part. Remove the node and insert the block again from the palette.',
  'block-in-itself':
    'A block is opened in place before anything is computed, each block within it too. One that contains itself would be opened forever. Take the inner one out; to have it several times in a row, set how often it is repeated.',
  'block-no-repeat':
    'Repeating a block feeds what leaves one turn into the next, port by port. That needs as many outputs as inputs, and at least one. Give it equal ports, or set the repeat to 1 and place several of them.',
  'block-too-large':
    'Blocks are opened before the network is checked, and repeats within repeats multiply. Beyond the limit a check would take seconds and a training hours. Lower a repeat count, here or in a block around it.',
  'block-end':
    'The ends of a network meet the data and the labels, and there is one network. A block may be used many times, so it has ports of its own in their place. Take the end out of the block and wire the port to it outside.',
  'expression-unreadable':
    'A value that begins with = is worked out from the parameters of the block, such as =filters*2. At the place shown something stands that is not part of a calculation. Numbers, names of parameters, brackets and the usual signs can be used.',
  'expression-name':
    'Expressions speak of the parameters of the block they are in, and of nothing else. The name may be spelled otherwise, or the parameter was removed or renamed. Use one of those listed, or add the parameter to the block.',
  'expression-no-number':
    'Only numbers can be calculated with, and this parameter is a word or a choice. Written alone, as =name, it is passed on as it is. Take it out of the calculation.',
  'expression-not-finite':
    'The result is not a number that a layer could have: something is divided by 0, or it grows beyond all bounds. It depends on the values the block is used with. Guard it with max, as in max(1, filters/4), or change the value at the block.',
} as const
