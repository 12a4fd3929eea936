<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Hornbeam</source>
        <translation>关于 Hornbeam</translation>
    </message>
    <message>
        <source>Draw a neural network, train it, leave with Keras code. Everything stays on this computer. Free software under the MIT licence.</source>
        <translation>绘制神经网络，训练它，带走 Keras 代码。所有数据都留在这台电脑上。自由软件，采用 MIT 许可证。</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Something went wrong inside the program: %1</source>
        <translation>程序内部出错：%1</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>An empty canvas</source>
        <translation>空画布</translation>
    </message>
    <message>
        <source>Drag an Input here, or press Tab to search.</source>
        <translation>把 Input 拖到这里，或按 Tab 搜索。</translation>
    </message>
    <message>
        <source>{count} layers selected</source>
        <translation>已选中 {count} 个层</translation>
    </message>
    <message>
        <source>{count} layers. Arrow keys go from one to the next.</source>
        <translation>{count} 个层。用方向键逐个切换。</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation>{count} 列</translation>
    </message>
</context>
<context>
    <name>ChoiceEditor</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>several values</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>CodePanel</name>
    <message>
        <source>The script is on the clipboard.</source>
        <translation>脚本已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save the Script</source>
        <translation>保存脚本</translation>
    </message>
    <message>
        <source>Python scripts</source>
        <translation>Python 脚本</translation>
    </message>
    <message>
        <source>Saved: {names}</source>
        <translation>已保存：{names}</translation>
    </message>
    <message>
        <source>Draw a model, and its Keras script shows here.</source>
        <translation>绘制一个模型，它的 Keras 脚本会显示在这里。</translation>
    </message>
    <message>
        <source>And {count} more.</source>
        <translation>还有 {count} 个。</translation>
    </message>
    <message>
        <source>No script yet</source>
        <translation>还没有脚本</translation>
    </message>
    <message>
        <source>Keras 3 script of the model. Click a line to see its layer.</source>
        <translation>模型的 Keras 3 脚本。点击某一行可查看对应的层。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole script</source>
        <translation>复制整个脚本</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the script, with its data in a file beside it</source>
        <translation>保存脚本，数据存放在旁边的文件中</translation>
    </message>
    <message>
        <source>Keras script</source>
        <translation>Keras 脚本</translation>
    </message>
</context>
<context>
    <name>ColumnsModel</name>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Range or classes</source>
        <translation>范围或类别</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>用于</translation>
    </message>
</context>
<context>
    <name>ContextMenus</name>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Make unique</source>
        <translation>取消共享</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate as shared layer</source>
        <translation>创建共享层副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete and join neighbours</source>
        <translation>删除并连接相邻层</translation>
    </message>
    <message>
        <source>Insert layer…</source>
        <translation>插入层…</translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Add layer…</source>
        <translation>添加层…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Tidy up</source>
        <translation>整理布局</translation>
    </message>
    <message>
        <source>Tidy up, top to bottom</source>
        <translation>从上到下整理布局</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>File &quot;{name}&quot;: a plot is saved as {known}. Choose one of these endings.</source>
        <translation>文件“{name}”：曲线图可保存为 {known}。请使用其中一种扩展名。</translation>
    </message>
    <message>
        <source>Save plot</source>
        <translation>保存曲线图</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Show everything (double click)</source>
        <translation>显示全部（双击）</translation>
    </message>
    <message>
        <source>Save this plot</source>
        <translation>保存这张图</translation>
    </message>
    <message>
        <source>The first points appear when training starts.</source>
        <translation>训练开始后，这里会出现最初的数据点。</translation>
    </message>
    <message>
        <source>Save as picture (PNG)...</source>
        <translation>保存为图片 (PNG)…</translation>
    </message>
    <message>
        <source>Save as drawing (SVG)...</source>
        <translation>保存为矢量图 (SVG)…</translation>
    </message>
    <message>
        <source>Save as table (CSV)...</source>
        <translation>保存为表格 (CSV)…</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>Use data {name}</source>
        <translation>使用数据 {name}</translation>
    </message>
    <message>
        <source>Open another file...</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Reading the data...</source>
        <translation>正在读取数据…</translation>
    </message>
</context>
<context>
    <name>DatasetView</name>
    <message>
        <source>{count} rows</source>
        <translation>{count} 行</translation>
    </message>
    <message>
        <source>{count} columns</source>
        <translation>{count} 列</translation>
    </message>
    <message>
        <source>Change data...</source>
        <translation>更换数据…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>What the model reads</source>
        <translation>模型读取的内容</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>数据划分</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
</context>
<context>
    <name>Editing</name>
    <message>
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>Insert {name}</source>
        <translation>插入 {name}</translation>
    </message>
    <message>
        <source>Draw wire</source>
        <translation>绘制连线</translation>
    </message>
    <message>
        <source>Move wire</source>
        <translation>移动连线</translation>
    </message>
    <message>
        <source>Cut wire</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>剪断连线</translation>
    </message>
    <message>
        <source>Delete {name}</source>
        <translation>删除 {name}</translation>
    </message>
    <message>
        <source>Delete {name} and join</source>
        <translation>删除 {name} 并连接两端</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} 个层</translation>
    </message>
    <message>
        <source>Cut {name}</source>
        <translation>剪切 {name}</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Inputs and Outputs cannot be shared. Select a layer.</source>
        <translation>Input 和 Output 不能共享。请选择一个层。</translation>
    </message>
    <message>
        <source>Duplicate {name}</source>
        <translation>创建 {name} 的副本</translation>
    </message>
    <message>
        <source>Share {name}</source>
        <translation>共享 {name}</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>重命名 {name}</translation>
    </message>
    <message>
        <source>Move {name}</source>
        <translation>移动 {name}</translation>
    </message>
    <message>
        <source>Tidy up</source>
        <translation>整理布局</translation>
    </message>
    <message>
        <source>Make {name} unique</source>
        <translation>取消共享 {name}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Kinds of export</source>
        <translation>导出类型</translation>
    </message>
    <message>
        <source>The model is not trained: files with weights get fresh ones.</source>
        <translation>模型尚未训练：导出的权重是初始权重。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>What should the model become?</source>
        <translation>要把模型导出成什么？</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
</context>
<context>
    <name>FieldTexts</name>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>vector</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>{count}: {names}</source>
        <translation>{count} 类：{names}</translation>
    </message>
    <message>
        <source>{count} different</source>
        <translation>{count} 个不同值</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>mean {mean}</source>
        <translation>均值 {mean}</translation>
    </message>
</context>
<context>
    <name>FloatEdit</name>
    <message>
        <source>Write a point: {better}. Received {text}.</source>
        <translation>请用小数点书写：{better}。收到的是 {text}。</translation>
    </message>
    <message>
        <source>This must be a number such as 0.5 or 1e-3. Received {text}.</source>
        <translation>此处需要数字，例如 0.5 或 1e-3。收到的是 {text}。</translation>
    </message>
</context>
<context>
    <name>FoldableSection</name>
    <message>
        <source>Expanded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Collapsed</source>
        <translation>已折叠</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Nothing is selected</source>
        <translation>未选中任何内容</translation>
    </message>
    <message>
        <source>Drag layers from the palette to the canvas to begin.</source>
        <translation>从层面板拖动层到画布，即可开始。</translation>
    </message>
</context>
<context>
    <name>IntEdit</name>
    <message>
        <source>This must be a whole number such as 32. Received {text}.</source>
        <translation>此处需要整数，例如 32。收到的是 {text}。</translation>
    </message>
</context>
<context>
    <name>LegendEntry</name>
    <message>
        <source>Hide this curve</source>
        <translation>隐藏此曲线</translation>
    </message>
    <message>
        <source>Show this curve</source>
        <translation>显示此曲线</translation>
    </message>
</context>
<context>
    <name>LinkPage</name>
    <message>
        <source>Drag its end to another port; Delete removes it.</source>
        <translation>拖动一端可改接到其他端口；按 Delete 键删除。</translation>
    </message>
    <message>
        <source>Wire</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Training Settings</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Like the System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>NumPy engine · float32</source>
        <translation>NumPy 引擎 · float32</translation>
    </message>
    <message>
        <source>· edited</source>
        <translation>· 已修改</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Errors: %1, warnings: %2</source>
        <translation>错误 %1，警告 %2</translation>
    </message>
    <message>
        <source>Model is valid, warnings: %2</source>
        <translation>模型有效，警告 %2</translation>
    </message>
    <message>
        <source>Model is valid</source>
        <translation>模型有效</translation>
    </message>
    <message>
        <source>nodes: %1, inputs: %2, outputs: %3</source>
        <translation>节点 %1，输入 %2，输出 %3</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Hornbeam projects</source>
        <translation>Hornbeam 项目</translation>
    </message>
    <message>
        <source>Clear List</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>还没有文件</translation>
    </message>
    <message>
        <source>The run is still ending. Try again in a moment.</source>
        <translation>本次运行正在结束，请稍后再试。</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>要保存对“%1”的更改吗？</translation>
    </message>
    <message>
        <source>Graph, settings, trained weights and curves since the last save are lost otherwise.</source>
        <translation>否则，上次保存之后的计算图、设置、训练好的权重和曲线都会丢失。</translation>
    </message>
    <message>
        <source>A run is going on. Stop it and keep the model?</source>
        <translation>正在训练。要停止并保留模型吗？</translation>
    </message>
    <message>
        <source>Stop the Run</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>%1: cannot be opened. Drop a .hornbeam, .csv or .npz file.</source>
        <translation>%1：无法打开。请拖入 .hornbeam、.csv 或 .npz 文件。</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview of the graph</source>
        <translation>计算图缩略图</translation>
    </message>
    <message>
        <source>Click or drag to move the view</source>
        <translation>点击或拖动以移动视图</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Select a layer on the canvas to see and change its options.</source>
        <translation>在画布上选中一个层，即可查看和修改它的选项。</translation>
    </message>
    <message>
        <source>{operations} / sample</source>
        <translation>{operations} / 样本</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>计算量</translation>
    </message>
</context>
<context>
    <name>NameEditor</name>
    <message>
        <source>Name of the layer</source>
        <translation>层的名称</translation>
    </message>
</context>
<context>
    <name>NodePage</name>
    <message>
        <source>{count} layers</source>
        <translation>{count} 个层</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>not bound</source>
        <translation>未绑定</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>{operations} / sample</source>
        <translation>{operations} / 样本</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>计算量</translation>
    </message>
    <message>
        <source>nothing wired</source>
        <translation>未连线</translation>
    </message>
    <message>
        <source>Set {option}</source>
        <translation>设置 {option}</translation>
    </message>
    <message>
        <source>Make {name} unique</source>
        <translation>取消共享 {name}</translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>This needs a number.</source>
        <translation>此处需要数字。</translation>
    </message>
    <message>
        <source>This must be at least {limit}. Received {text}.</source>
        <translation>不能小于 {limit}。收到的是 {text}。</translation>
    </message>
    <message>
        <source>This must be at most {limit}. Received {text}.</source>
        <translation>不能大于 {limit}。收到的是 {text}。</translation>
    </message>
    <message>
        <source>{value} still holds.</source>
        <translation>仍使用 {value}。</translation>
    </message>
</context>
<context>
    <name>NumberEditor</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>several values</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>OptionForm</name>
    <message>
        <source>regularisers</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>constraints</source>
        <translation>约束</translation>
    </message>
    <message>
        <source>initial values</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>more…</source>
        <translation>更多…</translation>
    </message>
    <message>
        <source>{items}, {item}</source>
        <translation>{items}、{item}</translation>
    </message>
    <message>
        <source>{count} of these are not at their default.</source>
        <translation>其中 {count} 项不是默认值。</translation>
    </message>
</context>
<context>
    <name>OptionRow</name>
    <message>
        <source>Reset to {default}</source>
        <translation>恢复为 {default}</translation>
    </message>
    <message>
        <source>Range: {low} to {high}.</source>
        <translation>范围：{low} 至 {high}。</translation>
    </message>
    <message>
        <source>At least {low}.</source>
        <translation>不小于 {low}。</translation>
    </message>
    <message>
        <source>At most {high}.</source>
        <translation>不大于 {high}。</translation>
    </message>
    <message>
        <source>Unit: {unit}.</source>
        <translation>单位：{unit}。</translation>
    </message>
    <message>
        <source>Required.</source>
        <translation>必填。</translation>
    </message>
    <message>
        <source>Default: {default}.</source>
        <translation>默认值：{default}。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Options of {name}</source>
        <translation>{name} 的选项</translation>
    </message>
</context>
<context>
    <name>PaletteList</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
</context>
<context>
    <name>PaletteModel</name>
    <message>
        <source>Inputs &amp; outputs</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Reshaping</source>
        <translation>形状变换</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>预处理</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <source>No layer found</source>
        <translation>没有找到层</translation>
    </message>
    <message>
        <source>Try fewer letters, such as lst for LSTM.</source>
        <translation>试试更少的字母，例如用 lst 查找 LSTM。</translation>
    </message>
    <message>
        <source>Palette of layers</source>
        <translation>层面板</translation>
    </message>
</context>
<context>
    <name>PercentEdit</name>
    <message>
        <source>This must be a percentage such as 20 %. Received {text}.</source>
        <translation>此处需要百分比，例如 20 %。收到的是 {text}。</translation>
    </message>
</context>
<context>
    <name>PicturesModel</name>
    <message>
        <source>Row {row}</source>
        <translation>第 {row} 行</translation>
    </message>
</context>
<context>
    <name>PlotControls</name>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Average over the past, to see the trend of training curves</source>
        <translation>对过去的值取平均，便于看清训练曲线的趋势</translation>
    </message>
    <message>
        <source>Earlier runs</source>
        <translation>以前的运行</translation>
    </message>
    <message>
        <source>Show the curves of earlier runs, pale</source>
        <translation>以浅色显示以前运行的曲线</translation>
    </message>
</context>
<context>
    <name>PlotView</name>
    <message>
        <source>Epoch {epoch}</source>
        <translation>第 {epoch} 轮</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>And {count} more.</source>
        <translation>还有 {count} 个。</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>The model is valid. What is wrong with it shows here.</source>
        <translation>模型有效。如有问题，会显示在这里。</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>QuickAdd</name>
    <message>
        <source>Add a layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation>找到的层</translation>
    </message>
    <message>
        <source>No layer has such a name.</source>
        <translation>没有这样名称的层。</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>For all rows of the bound data</source>
        <translation>对已绑定数据的所有行</translation>
    </message>
    <message>
        <source>Predict a File…</source>
        <translation>预测文件…</translation>
    </message>
    <message>
        <source>For the rows of a CSV or NPZ file</source>
        <translation>对 CSV 或 NPZ 文件中的行</translation>
    </message>
    <message>
        <source>Save Predictions…</source>
        <translation>保存预测结果…</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>预测结果</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>Train the model, then press Evaluate or Predict.</source>
        <translation>先训练模型，再点击“评估”或“预测”。</translation>
    </message>
    <message>
        <source>Evaluating…</source>
        <translation>正在评估…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练集</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Predict the Rows of a File</source>
        <translation>预测文件中的行</translation>
    </message>
    <message>
        <source>Tables and arrays (*.csv *.tsv *.txt *.npz)</source>
        <translation>表格和数组 (*.csv *.tsv *.txt *.npz)</translation>
    </message>
    <message>
        <source>Predicting…</source>
        <translation>正在预测…</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>First %1 of %2 rows; a saved file has all.</source>
        <translation>显示 %2 行中的前 %1 行；保存的文件包含全部行。</translation>
    </message>
    <message>
        <source>%1: certainty</source>
        <translation>%1：置信度</translation>
    </message>
    <message>
        <source>Save Predictions</source>
        <translation>保存预测结果</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>This did not work: %1</source>
        <translation>操作失败：%1</translation>
    </message>
</context>
<context>
    <name>RoleRow</name>
    <message>
        <source>{count} columns, {first} to {last}</source>
        <translation>{count} 列，{first} 至 {last}</translation>
    </message>
    <message>
        <source>not scaled</source>
        <translation>不缩放</translation>
    </message>
    <message>
        <source>mean 0, deviation 1</source>
        <translation>均值 0，标准差 1</translation>
    </message>
    <message>
        <source>scaled to 0..1</source>
        <translation>缩放到 0..1</translation>
    </message>
    <message>
        <source>How numbers are scaled, learned on the training rows</source>
        <translation>数值的缩放方式，由训练集的行计算得出</translation>
    </message>
    <message>
        <source>auto-encoded</source>
        <translation>自动编码</translation>
    </message>
    <message>
        <source>class number</source>
        <translation>类别编号</translation>
    </message>
    <message>
        <source>one-hot</source>
        <translation>one-hot</translation>
    </message>
    <message>
        <source>How classes become numbers</source>
        <translation>类别转换为数值的方式</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Drag columns here, or press Add</source>
        <translation>把列拖到这里，或点击“添加”</translation>
    </message>
</context>
<context>
    <name>RolesPanel</name>
    <message>
        <source>There is no data yet. Choose a data source first.</source>
        <translation>还没有数据。请先选择数据来源。</translation>
    </message>
    <message>
        <source>Bind data to {name}</source>
        <translation>为 {name} 绑定数据</translation>
    </message>
    <message>
        <source>Change data of {name}</source>
        <translation>更改 {name} 的数据</translation>
    </message>
    <message>
        <source>The model has no Input and no Output yet. Drag them onto the canvas; here you choose what they read.</source>
        <translation>模型还没有 Input 和 Output。请先把它们拖到画布上，再在这里选择它们读取的数据。</translation>
    </message>
</context>
<context>
    <name>RunController</name>
    <message>
        <source>A run is going on.</source>
        <translation>正在训练。</translation>
    </message>
    <message>
        <source>The data are still being read. Try again in a moment.</source>
        <translation>数据仍在读取，请稍后再试。</translation>
    </message>
    <message>
        <source>There is no data. Choose a data source in the Data panel.</source>
        <translation>没有数据。请在“数据”面板中选择数据来源。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>best epoch {epoch}</source>
        <translation>最佳第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Best val loss</source>
        <translation>最佳验证损失</translation>
    </message>
    <message>
        <source>Last metrics</source>
        <translation>最终指标</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>There is nothing to restore: the model has the weights of its best epoch, or a run is going on.</source>
        <translation>没有可恢复的内容：模型已是最佳轮次的权重，或者正在训练。</translation>
    </message>
    <message>
        <source>The weights of epoch {epoch} are back.</source>
        <translation>已恢复第 {epoch} 轮的权重。</translation>
    </message>
    <message>
        <source>{run} was deleted.</source>
        <translation>已删除 {run}。</translation>
    </message>
    <message>
        <source>{count} runs were deleted.</source>
        <translation>已删除 {count} 次运行。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{count} runs are compared on the Training page.</source>
        <translation>“训练”页正在对比 {count} 次运行。</translation>
    </message>
    <message>
        <source>{run} shows on the Training page.</source>
        <translation>“训练”页正在显示 {run}。</translation>
    </message>
    <message>
        <source>Choose a run to see its curves, or several to compare.</source>
        <translation>选中一次运行可查看其曲线，选中多次可进行对比。</translation>
    </message>
    <message>
        <source>Restore best epoch</source>
        <translation>恢复最佳轮次</translation>
    </message>
    <message>
        <source>Go back to the weights of the best epoch of the last run</source>
        <translation>回到上次运行中最佳轮次的权重</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the chosen runs; the model keeps its weights</source>
        <translation>删除选中的运行；模型保留其权重</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行记录</translation>
    </message>
    <message>
        <source>Press Train. Every run is kept here with its settings and curves, to be compared with the next one.</source>
        <translation>点击“训练”。每次运行及其设置和曲线都会保存在这里，便于与下一次对比。</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>ShapeEdit</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>This needs sizes such as (28, 28, 1).</source>
        <translation>此处需要各维大小，例如 (28, 28, 1)。</translation>
    </message>
    <message>
        <source>The closing bracket is missing in {text}.</source>
        <translation>{text} 缺少右括号。</translation>
    </message>
    <message>
        <source>Only one size can be -1. Received {text}.</source>
        <translation>只能有一个维度为 -1。收到的是 {text}。</translation>
    </message>
    <message>
        <source>Sizes are whole numbers or None, as in (None, 8). Received {word}.</source>
        <translation>各维大小为整数或 None，例如 (None, 8)。收到的是 {word}。</translation>
    </message>
    <message>
        <source>Sizes are whole numbers, as in (3, 3). Received {word}.</source>
        <translation>各维大小为整数，例如 (3, 3)。收到的是 {word}。</translation>
    </message>
    <message>
        <source>Sizes must be at least {limit}. Received {word}.</source>
        <translation>各维大小不能小于 {limit}。收到的是 {word}。</translation>
    </message>
    <message>
        <source>This needs {low} sizes. Received {count}: {text}.</source>
        <translation>此处需要 {low} 个维度。收到 {count} 个：{text}。</translation>
    </message>
    <message>
        <source>This needs at least {low} sizes. Received {count}: {text}.</source>
        <translation>此处至少需要 {low} 个维度。收到 {count} 个：{text}。</translation>
    </message>
    <message>
        <source>This takes at most {high} sizes. Received {count}: {text}.</source>
        <translation>此处最多 {high} 个维度。收到 {count} 个：{text}。</translation>
    </message>
    <message>
        <source>{value} still holds.</source>
        <translation>仍使用 {value}。</translation>
    </message>
</context>
<context>
    <name>ShapeEditor</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>several values</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>画布操作</translation>
    </message>
    <message>
        <source>Search for a layer to add</source>
        <translation>搜索并添加层</translation>
    </message>
    <message>
        <source>Tab, Space, double-click</source>
        <translation>Tab、空格、双击</translation>
    </message>
    <message>
        <source>Wire two layers</source>
        <translation>连接两个层</translation>
    </message>
    <message>
        <source>drag from a port</source>
        <translation>从端口拖出</translation>
    </message>
    <message>
        <source>Insert a layer into a wire</source>
        <translation>在连线中插入层</translation>
    </message>
    <message>
        <source>drop it on the wire</source>
        <translation>把层放到连线上</translation>
    </message>
    <message>
        <source>Delete and join the neighbours</source>
        <translation>删除并连接相邻层</translation>
    </message>
    <message>
        <source>Ctrl+Delete</source>
        <translation>Ctrl+Delete</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>middle-drag, Space+drag</source>
        <translation>按住中键拖动，空格+拖动</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>mouse wheel</source>
        <translation>鼠标滚轮</translation>
    </message>
    <message>
        <source>Add to the selection</source>
        <translation>加入选择</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Follow the wires</source>
        <translation>沿连线移动</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SourceChooser</name>
    <message>
        <source>Data files ({patterns})</source>
        <translation>数据文件 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>打开数据</translation>
    </message>
    <message>
        <source>Choose the data</source>
        <translation>选择数据</translation>
    </message>
    <message>
        <source>Open a table (CSV, TSV) or arrays (NPZ, NPY), drop a file here, or take one of the sets below.</source>
        <translation>打开表格 (CSV、TSV) 或数组 (NPZ、NPY)，把文件拖到这里，或使用下面的数据集。</translation>
    </message>
    <message>
        <source>Open File...</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>or type the path of a file and press Return</source>
        <translation>或输入文件路径后按回车</translation>
    </message>
    <message>
        <source>Path of a data file</source>
        <translation>数据文件的路径</translation>
    </message>
    <message>
        <source>Keep the present data</source>
        <translation>保留当前数据</translation>
    </message>
    <message>
        <source>In the box</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>自动生成</translation>
    </message>
</context>
<context>
    <name>SourceOptions</name>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>comma ,</source>
        <translation>逗号 ,</translation>
    </message>
    <message>
        <source>semicolon ;</source>
        <translation>分号 ;</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>bar |</source>
        <translation>竖线 |</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>First line holds names</source>
        <translation>首行为列名</translation>
    </message>
</context>
<context>
    <name>SplitForm</name>
    <message>
        <source>{train} rows train, {validation} validate, {test} test.</source>
        <translation>{train} 行训练，{validation} 行验证，{test} 行测试。</translation>
    </message>
    <message>
        <source>Change split</source>
        <translation>更改数据划分</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>the last rows</source>
        <translation>取最后的行</translation>
    </message>
    <message>
        <source>Which rows are kept for validation and test</source>
        <translation>保留哪些行用于验证和测试</translation>
    </message>
</context>
<context>
    <name>SummaryPanel</name>
    <message>
        <source>The summary is on the clipboard.</source>
        <translation>摘要已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Total params: {count}</source>
        <translation>总参数量：{count}</translation>
    </message>
    <message>
        <source>Trainable params: {count}</source>
        <translation>可训练参数：{count}</translation>
    </message>
    <message>
        <source>Non-trainable params: {count}</source>
        <translation>不可训练参数：{count}</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>No layers yet</source>
        <translation>还没有层</translation>
    </message>
    <message>
        <source>The table of layers, shapes and parameters shows here.</source>
        <translation>层、形状和参数的表格会显示在这里。</translation>
    </message>
    <message>
        <source>Copy as Text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy the table as model.summary() prints it</source>
        <translation>按 model.summary() 的输出格式复制表格</translation>
    </message>
    <message>
        <source>Summary of the model</source>
        <translation>模型摘要</translation>
    </message>
</context>
<context>
    <name>SummaryTable</name>
    <message>
        <source>Leads to no Output and is left out of the model.</source>
        <translation>没有通向 Output，未包含在模型中。</translation>
    </message>
    <message>
        <source>Layer (type)</source>
        <translation>层（类型）</translation>
    </message>
    <message>
        <source>Output Shape</source>
        <translation>输出形状</translation>
    </message>
    <message>
        <source>Param #</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>连接自</translation>
    </message>
</context>
<context>
    <name>TagList</name>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove {tag}</source>
        <translation>移除 {tag}</translation>
    </message>
</context>
<context>
    <name>TextEditor</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
    <message>
        <source>several values</source>
        <translation>多个值</translation>
    </message>
</context>
<context>
    <name>Texts</name>
    <message>
        <source> Did you mean &quot;{meant}&quot;?</source>
        <translation> 是否想用“{meant}”？</translation>
    </message>
    <message>
        <source> Is &quot;{name}&quot; meant to be &quot;{wanted}&quot;?</source>
        <translation> “{name}”是否应为“{wanted}”？</translation>
    </message>
    <message>
        <source> The old file is as it was.</source>
        <translation> 原文件未改动。</translation>
    </message>
    <message>
        <source> at position {position}</source>
        <translation> 的位置 {position} 处</translation>
    </message>
    <message>
        <source>-log(p[t]) for targets that are class numbers t, starting at 0.</source>
        <translation>-log(p[t])，目标是从 0 开始的类别编号 t。</translation>
    </message>
    <message>
        <source>-sum(t log(p)) over the classes, for targets with a column for each class.</source>
        <translation>对各类别求 -sum(t log(p))，目标中每个类别占一列。</translation>
    </message>
    <message>
        <source>1 axis</source>
        <translation>1 个轴</translation>
    </message>
    <message>
        <source>1 prints a line at each save.</source>
        <translation>为 1 时，每次保存都输出一行。</translation>
    </message>
    <message>
        <source>1 prints a line when it stops.</source>
        <translation>为 1 时，停止时输出一行。</translation>
    </message>
    <message>
        <source>100 numbers, 10 classes</source>
        <translation>100 个数，10 个类别</translation>
    </message>
    <message>
        <source>100 numbers, 2 classes</source>
        <translation>100 个数，2 个类别</translation>
    </message>
    <message>
        <source>100 words and five numbers about each headline. The main label needs words and numbers, the auxiliary label only the words: for a model with two inputs and two outputs.</source>
        <translation>每条新闻标题有 100 个词和五个数值。主标签需要词和数值，辅助标签只需要词：适合双输入双输出模型。</translation>
    </message>
    <message>
        <source>150 iris flowers of three species, four measurements each.</source>
        <translation>150 朵鸢尾花，三个品种，每朵四项测量值。</translation>
    </message>
    <message>
        <source>1797 small pictures of handwritten digits by 13 people. As pixels, as rows for a recurrent layer, as images, and as hand-made features.</source>
        <translation>13 人书写的 1797 张手写数字小图。可作为像素、供循环层使用的逐行序列、图像，以及人工特征。</translation>
    </message>
    <message>
        <source>20 frames of 784 pixels each; the class is the direction in which the spot moves: for LSTM and TimeDistributed.</source>
        <translation>20 帧，每帧 784 个像素；类别是光点移动的方向：适合 LSTM 和 TimeDistributed。</translation>
    </message>
    <message>
        <source>20 frames of 784 pixels, 0 to 1.</source>
        <translation>20 帧，每帧 784 个像素，取值 0 到 1。</translation>
    </message>
    <message>
        <source>20 numbers, 10 classes</source>
        <translation>20 个数，10 个类别</translation>
    </message>
    <message>
        <source>28 rows of 28 pixels.</source>
        <translation>28 行，每行 28 个像素。</translation>
    </message>
    <message>
        <source>64 pixels, two hidden layers, ten classes: the first model to train.</source>
        <translation>64 个像素，两个隐藏层，十个类别：第一个可以训练的模型。</translation>
    </message>
    <message>
        <source>A callback made of functions, for small things without a class.</source>
        <translation>由函数构成的回调，用于不值得写成类的小事。</translation>
    </message>
    <message>
        <source>A file could not be read or written: {reason}</source>
        <translation>文件无法读取或写入：{reason}</translation>
    </message>
    <message>
        <source>A hundred numbers, 0 to 1.</source>
        <translation>一百个数，取值 0 到 1。</translation>
    </message>
    <message>
        <source>A layer that this version does not have.</source>
        <translation>此版本没有的层。</translation>
    </message>
    <message>
        <source>A model needs at least one of: {what}.</source>
        <translation>模型至少需要一个：{what}。</translation>
    </message>
    <message>
        <source>A name can have 200 characters. Shorten it.</source>
        <translation>名称最多 200 个字符。请缩短。</translation>
    </message>
    <message>
        <source>A name cannot be empty. Type a name such as dense_1.</source>
        <translation>名称不能为空。请输入如 dense_1 的名称。</translation>
    </message>
    <message>
        <source>A name cannot contain &quot;/&quot;. Received &quot;{name}&quot;.</source>
        <translation>名称不能包含“/”。收到的是“{name}”。</translation>
    </message>
    <message>
        <source>A step is skipped when all its features have this value.</source>
        <translation>当所有特征都等于此值时，跳过该时间步。</translation>
    </message>
    <message>
        <source>A table with four columns; the species is told by a small network.</source>
        <translation>四列的表格；用一个小网络判断品种。</translation>
    </message>
    <message>
        <source>About Hornbeam</source>
        <translation>关于 Hornbeam</translation>
    </message>
    <message>
        <source>Add Layer…</source>
        <translation>添加层…</translation>
    </message>
    <message>
        <source>Add a bias vector.</source>
        <translation>加上偏置向量。</translation>
    </message>
    <message>
        <source>Age in years.</source>
        <translation>年龄（岁）。</translation>
    </message>
    <message>
        <source>All arrays must have the same number of samples. Received {lengths}.</source>
        <translation>所有数组的样本数必须相同。收到的是 {lengths}。</translation>
    </message>
    <message>
        <source>All one.</source>
        <translation>全为 1。</translation>
    </message>
    <message>
        <source>All zero.</source>
        <translation>全为 0。</translation>
    </message>
    <message>
        <source>An LSTM reads the picture row by row; a second input has hand-made features; outputs tell the digit and whether it is even.</source>
        <translation>LSTM 逐行读取图片；第二个输入是人工特征；两个输出分别判断是哪个数字、是否为偶数。</translation>
    </message>
    <message>
        <source>An LSTM reads two years of sea temperature and predicts the next month.</source>
        <translation>LSTM 读取两年的海水温度，预测下一个月。</translation>
    </message>
    <message>
        <source>Apply a function to every number: y = activation(x).</source>
        <translation>对每个数应用一个函数：y = activation(x)。</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>模型结构</translation>
    </message>
    <message>
        <source>Arm of the point.</source>
        <translation>点所在的旋臂。</translation>
    </message>
    <message>
        <source>Arms of a spiral: a hard test for a small network.</source>
        <translation>螺旋的各条旋臂：对小网络是不小的考验。</translation>
    </message>
    <message>
        <source>Arrange all layers from left to right</source>
        <translation>将所有层从左到右排列</translation>
    </message>
    <message>
        <source>Average blood pressure.</source>
        <translation>平均血压。</translation>
    </message>
    <message>
        <source>Axis along which the inputs follow each other; the batch axis is 0.</source>
        <translation>各输入沿此轴依次拼接；批次轴为 0。</translation>
    </message>
    <message>
        <source>Axis of the classes.</source>
        <translation>类别所在的轴。</translation>
    </message>
    <message>
        <source>Axis that the mean of a sample runs over.</source>
        <translation>对样本求均值所沿的轴。</translation>
    </message>
    <message>
        <source>Blobs in the plane</source>
        <translation>平面上的点团</translation>
    </message>
    <message>
        <source>Blood sugar.</source>
        <translation>血糖。</translation>
    </message>
    <message>
        <source>Body mass index.</source>
        <translation>体重指数 (BMI)。</translation>
    </message>
    <message>
        <source>Breast cancer</source>
        <translation>乳腺癌</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;, line {line}, column &quot;{column}&quot;: formula {received} instead of its value. Save the values of the spreadsheet.</source>
        <translation>CSV“{path}”第 {line} 行，列“{column}”：这里是公式 {received}，而不是它的值。请保存电子表格的值。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;, line {line}: byte 0x{byte:02x} is not valid in encoding {encoding}. Choose the encoding that the file was saved in.</source>
        <translation>CSV“{path}”第 {line} 行：字节 0x{byte:02x} 在编码 {encoding} 中无效。请选择保存文件时使用的编码。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;, line {line}: {reason}. Look for a quote that is not closed.</source>
        <translation>CSV“{path}”第 {line} 行：{reason}。请检查是否有未闭合的引号。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;, line {line}: {received} cells, but the first line has {expected}. Correct the line, put texts that contain the delimiter {delimiter} in quotes, or choose another delimiter.</source>
        <translation>CSV“{path}”第 {line} 行：有 {received} 个单元格，而第一行有 {expected} 个。请更正此行，给包含分隔符 {delimiter} 的文本加引号，或选择其他分隔符。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: a quote (&quot;) is opened and never closed. Close it, or write it twice where it belongs to the text.</source>
        <translation>CSV“{path}”：有引号 (&quot;) 未闭合。请闭合它；如果它属于文本，请写两遍。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: one line only ({received}). A table needs a header line and at least one row.</source>
        <translation>CSV“{path}”：只有一行 ({received})。表格需要标题行和至少一行数据。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: the file is empty. Choose a file with a header line and rows.</source>
        <translation>CSV“{path}”：文件为空。请选择有标题行和数据行的文件。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: the table cannot be read: {reason}. Check quotes, delimiter and encoding.</source>
        <translation>CSV“{path}”：无法读取表格：{reason}。请检查引号、分隔符和编码。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: this is not a text file (binary data found). Choose a CSV file, or its encoding if it is one.</source>
        <translation>CSV“{path}”：这不是文本文件（发现二进制数据）。请选择 CSV 文件；如果它确实是，请选择其编码。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: this is {found}, not a text table. Export the table as CSV and open that file.</source>
        <translation>CSV“{path}”：这是 {found}，不是文本表格。请将表格导出为 CSV，再打开导出的文件。</translation>
    </message>
    <message>
        <source>CSV &quot;{path}&quot;: {count} columns, at most {limit} can be used. Check the delimiter, or store the data as NPZ.</source>
        <translation>CSV“{path}”：有 {count} 列，最多可用 {limit} 列。请检查分隔符，或将数据存为 NPZ。</translation>
    </message>
    <message>
        <source>Call the same layer, with the same weights, again</source>
        <translation>再次调用同一个层，使用同一组权重</translation>
    </message>
    <message>
        <source>Change the last layer or reshape the targets.</source>
        <translation>请更改最后一层，或改变目标的形状。</translation>
    </message>
    <message>
        <source>Chemical analysis of 178 wines from three cultivars of one region in Italy.</source>
        <translation>意大利同一地区三个葡萄品种的 178 种葡萄酒的化学分析。</translation>
    </message>
    <message>
        <source>Choose Data…</source>
        <translation>选择数据…</translation>
    </message>
    <message>
        <source>Choose sizes whose product is {count}.</source>
        <translation>请选择乘积为 {count} 的各维大小。</translation>
    </message>
    <message>
        <source>Class number whose samples do not count.</source>
        <translation>属于此类别编号的样本不计入。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cloud of the point.</source>
        <translation>点所属的点团。</translation>
    </message>
    <message>
        <source>Coloured shapes (32×32×3)</source>
        <translation>彩色图形 (32×32×3)</translation>
    </message>
    <message>
        <source>Compute a layer with its kernel divided by an estimate of its spectral norm.</source>
        <translation>计算一个层，其核（kernel）除以其谱范数的估计值。</translation>
    </message>
    <message>
        <source>Connect every input with every unit: y = activation(x @ kernel + bias).</source>
        <translation>将每个输入与每个单元相连：y = activation(x @ kernel + bias)。</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Correct these targets, or name the number as ignore_class.</source>
        <translation>请更正这些目标，或将该编号设为 ignore_class。</translation>
    </message>
    <message>
        <source>Count classes from 0: subtract 1 from the targets.</source>
        <translation>类别应从 0 开始编号：请将目标减 1。</translation>
    </message>
    <message>
        <source>Crossentropy of class probabilities over an epoch, for one-hot targets.</source>
        <translation>一轮中类别概率的交叉熵，目标为 one-hot。</translation>
    </message>
    <message>
        <source>Crossentropy of class probabilities, for class numbers as targets.</source>
        <translation>类别概率的交叉熵，目标为类别编号。</translation>
    </message>
    <message>
        <source>Crossentropy of yes/no probabilities over an epoch.</source>
        <translation>一轮中是/否概率的交叉熵。</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data &quot;{dataset}&quot; has no column &quot;{column}&quot;. Did you mean &quot;{meant}&quot;?</source>
        <translation>数据“{dataset}”没有列“{column}”。是否想用“{meant}”？</translation>
    </message>
    <message>
        <source>Data &quot;{dataset}&quot; has no column &quot;{column}&quot;. It has {known}; bind one of these.</source>
        <translation>数据“{dataset}”没有列“{column}”。现有列为 {known}；请绑定其中之一。</translation>
    </message>
    <message>
        <source>Data binding: columns must be a list of names, received {received}.</source>
        <translation>数据绑定：columns 必须是名称列表，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data binding: expected columns, scale and encoding, received {received}.</source>
        <translation>数据绑定：需要 columns、scale 和 encoding，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data binding: {option} must be one of {choices}, received {received}.</source>
        <translation>数据绑定：{option} 必须是 {choices} 之一，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data file: {received} is not a path.</source>
        <translation>数据文件：{received} 不是路径。</translation>
    </message>
    <message>
        <source>Data of input &quot;{name}&quot;: each sample must have shape {wanted}. Received {received} ({count} samples).</source>
        <translation>输入“{name}”的数据：每个样本的形状必须为 {wanted}。收到的是 {received}（{count} 个样本）。</translation>
    </message>
    <message>
        <source>Data of input &quot;{name}&quot;: received a single sample of shape {received}. Give it a first axis for the samples, as in x[None].</source>
        <translation>输入“{name}”的数据：收到形状为 {received} 的单个样本。请在最前面加上样本轴，例如 x[None]。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: has masked values. Fill them, as in x.filled(0).</source>
        <translation>{what}“{name}”的数据：含有被屏蔽的值。请填补，例如 x.filled(0)。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: is a symbolic tensor, without numbers. Call the model on it, as in model(tensor), or give an array.</source>
        <translation>{what}“{name}”的数据：是没有数值的符号张量。请对它调用模型，例如 model(tensor)，或给出数组。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: must be an array of numbers. Received {received}.</source>
        <translation>{what}“{name}”的数据：必须是数值数组。收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: must be numbers. Received dtype {dtype}.</source>
        <translation>{what}“{name}”的数据：必须是数值。收到的 dtype 为 {dtype}。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: must be numbers. Received text, such as {value!r}. Turn texts into numbers first.</source>
        <translation>{what}“{name}”的数据：必须是数值。收到的是文本，例如 {value!r}。请先把文本转换为数值。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: must be numbers. Received {value!r} in sample {row}. Turn such values into numbers first.</source>
        <translation>{what}“{name}”的数据：必须是数值。样本 {row} 中收到的是 {value!r}。请先把这样的值转换为数值。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: must have one row for each sample. Received a single number.</source>
        <translation>{what}“{name}”的数据：每个样本必须占一行。收到的是单个数。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: rows have different lengths. Pad them to one length.</source>
        <translation>{what}“{name}”的数据：各行长度不同。请填充到相同长度。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: sample {row} has a value that is NaN or infinite ({count} such values in all). Remove or fill them.</source>
        <translation>{what}“{name}”的数据：样本 {row} 含有 NaN 或无穷大的值（共 {count} 个这样的值）。请删除或填补。</translation>
    </message>
    <message>
        <source>Data of {what} &quot;{name}&quot;: values must lie in {low} .. {high} ({dtype}). Received {value}.</source>
        <translation>{what}“{name}”的数据：值必须在 {low} .. {high} 之内 ({dtype})。收到的是 {value}。</translation>
    </message>
    <message>
        <source>Data source &quot;csv&quot;: delimiter must be one character such as , ; or a tab, received {received}.</source>
        <translation>数据来源“csv”：分隔符必须是一个字符，例如 , ; 或制表符，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data source: expected an object with a kind, received {received}.</source>
        <translation>数据来源：需要带有 kind 的对象，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data source: unknown kind {kind}. Did you mean &quot;{meant}&quot;?</source>
        <translation>数据来源：未知的类型 {kind}。是否想用“{meant}”？</translation>
    </message>
    <message>
        <source>Data source: unknown kind {kind}. Known kinds: {known}.</source>
        <translation>数据来源：未知的类型 {kind}。已知的类型：{known}。</translation>
    </message>
    <message>
        <source>Data split: expected {known}, received {received}.</source>
        <translation>数据划分：需要 {known}，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data split: method must be one of {choices}, received {received}.</source>
        <translation>数据划分：method 必须是 {choices} 之一，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data split: no rows are left for training: {count} rows, {validation} for validation, {test} for test. Use more rows or smaller parts.</source>
        <translation>数据划分：没有剩余的行用于训练：共 {count} 行，{validation} 行用于验证，{test} 行用于测试。请使用更多的行或更小的比例。</translation>
    </message>
    <message>
        <source>Data split: seed must be a whole number from 0 to 4294967295, received {received}.</source>
        <translation>数据划分：seed 必须是 0 到 4294967295 之间的整数，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data split: shuffle must be true or false, received {received}.</source>
        <translation>数据划分：shuffle 必须是 true 或 false，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Data split: validation {validation} and test {test} leave no rows for training. Together they must be less than 1.</source>
        <translation>数据划分：验证集 {validation} 和测试集 {test} 之后没有剩余的行用于训练。两者之和必须小于 1。</translation>
    </message>
    <message>
        <source>Data split: zero rows are left for test: {part} of {count} rows. Use more rows, a larger part, or 0 for no test.</source>
        <translation>数据划分：没有行可用于测试：{count} 行中的 {part}。请使用更多的行、更大的比例，或设为 0 表示不测试。</translation>
    </message>
    <message>
        <source>Data split: zero rows are left for validation: {part} of {count} rows. Use more rows, a larger part, or 0 for no validation.</source>
        <translation>数据划分：没有行可用于验证：{count} 行中的 {part}。请使用更多的行、更大的比例，或设为 0 表示不验证。</translation>
    </message>
    <message>
        <source>Data split: {option} must be a number from 0 to less than 1, received {received}.</source>
        <translation>数据划分：{option} 必须大于等于 0 且小于 1，收到的是 {received}。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Deviation from the curve.</source>
        <translation>与曲线的偏差。</translation>
    </message>
    <message>
        <source>Diabetes progression</source>
        <translation>糖尿病进展</translation>
    </message>
    <message>
        <source>Diagonal of the square.</source>
        <translation>点所在的正方形对角线。</translation>
    </message>
    <message>
        <source>Diagram as PDF</source>
        <translation>PDF 结构图</translation>
    </message>
    <message>
        <source>Diagram as PNG</source>
        <translation>PNG 结构图</translation>
    </message>
    <message>
        <source>Diagram as SVG</source>
        <translation>SVG 结构图</translation>
    </message>
    <message>
        <source>Digits by rows and features</source>
        <translation>逐行加特征识别数字</translation>
    </message>
    <message>
        <source>Digits drawn with a shaky pen on 784 pixels: as pixels, as rows and as images.</source>
        <translation>用颤抖的笔画在 784 个像素上的数字：可作为像素、逐行序列和图像。</translation>
    </message>
    <message>
        <source>Distribution to draw from.</source>
        <translation>抽样所用的分布。</translation>
    </message>
    <message>
        <source>Divide by an estimate of the variance instead of the squares.</source>
        <translation>除以方差的估计值，而不是平方均值。</translation>
    </message>
    <message>
        <source>Divide by the largest mean of squares so far.</source>
        <translation>除以迄今最大的平方均值。</translation>
    </message>
    <message>
        <source>Divides each gradient by the root of the mean of its recent squares.</source>
        <translation>将每个梯度除以其近期平方均值的平方根。</translation>
    </message>
    <message>
        <source>Drawn digits (28×28)</source>
        <translation>手绘数字 (28×28)</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Duplicate as Shared Layer</source>
        <translation>创建共享层副本</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Eight rows of eight pixels, top to bottom.</source>
        <translation>从上到下八行，每行八个像素。</translation>
    </message>
    <message>
        <source>El Niño sea temperature</source>
        <translation>厄尔尼诺海水温度</translation>
    </message>
    <message>
        <source>El Niño temperatures</source>
        <translation>厄尔尼诺海温</translation>
    </message>
    <message>
        <source>Embedding and LSTM read 100 words; a second input joins behind them; two outputs with loss weights 1 and 0.2.</source>
        <translation>Embedding 和 LSTM 读取 100 个词；第二个输入在其后接入；两个输出的损失权重为 1 和 0.2。</translation>
    </message>
    <message>
        <source>Encode the input with numbers from 0 on.</source>
        <translation>请将输入编码为从 0 开始的编号。</translation>
    </message>
    <message>
        <source>End the run and keep the model</source>
        <translation>结束本次运行并保留模型</translation>
    </message>
    <message>
        <source>Entry of a graph; made by `Input`.</source>
        <translation>计算图的入口；由 `Input` 创建。</translation>
    </message>
    <message>
        <source>Entry of the model: the shape of one sample and the data it reads.</source>
        <translation>模型的入口：一个样本的形状，以及它读取的数据。</translation>
    </message>
    <message>
        <source>Epochs to wait before watching.</source>
        <translation>开始监测前等待的轮数。</translation>
    </message>
    <message>
        <source>Epochs without improvement after which to stop.</source>
        <translation>连续多少轮没有改善后停止。</translation>
    </message>
    <message>
        <source>Equal seeds give equal data.</source>
        <translation>相同的种子生成相同的数据。</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Exit of the model: what is predicted, and how it is judged.</source>
        <translation>模型的出口：预测什么，以及如何评判。</translation>
    </message>
    <message>
        <source>Expected a data file, but &quot;{path}&quot; is a folder or a device. Choose a file.</source>
        <translation>需要数据文件，但“{path}”是文件夹或设备。请选择一个文件。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Factor of the absolute values.</source>
        <translation>绝对值的系数。</translation>
    </message>
    <message>
        <source>Factor of the matrix.</source>
        <translation>矩阵的系数。</translation>
    </message>
    <message>
        <source>Factor of the squares.</source>
        <translation>平方的系数。</translation>
    </message>
    <message>
        <source>Factor of the variance.</source>
        <translation>方差的系数。</translation>
    </message>
    <message>
        <source>Factor.</source>
        <translation>系数。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File &quot;{path}&quot; cannot be read: {reason}. Check its permissions and whether another program holds it.</source>
        <translation>无法读取文件“{path}”：{reason}。请检查其权限，以及是否被其他程序占用。</translation>
    </message>
    <message>
        <source>File &quot;{path}&quot; does not exist. Looked for it in {folder}; choose the file again.</source>
        <translation>文件“{path}”不存在。已在 {folder} 中查找；请重新选择文件。</translation>
    </message>
    <message>
        <source>File &quot;{path}&quot; is larger than {limit} MB, the most that can be loaded. Use a part of it.</source>
        <translation>文件“{path}”超过 {limit} MB，这是可加载的上限。请使用其中一部分。</translation>
    </message>
    <message>
        <source>File &quot;{path}&quot;: data of type {suffix} cannot be read. Files that can be read end in {known}.</source>
        <translation>文件“{path}”：无法读取 {suffix} 类型的数据。可读取的文件扩展名为 {known}。</translation>
    </message>
    <message>
        <source>File to write; may hold fields such as {epoch:02d} or {val_loss:.2f}.</source>
        <translation>要写入的文件；可包含字段，例如 {epoch:02d} 或 {val_loss:.2f}。</translation>
    </message>
    <message>
        <source>Films of a moving spot</source>
        <translation>移动光点的影片</translation>
    </message>
    <message>
        <source>First values of the bias.</source>
        <translation>偏置的初始值。</translation>
    </message>
    <message>
        <source>First values of the kernel.</source>
        <translation>核（kernel）的初始值。</translation>
    </message>
    <message>
        <source>First values of the table.</source>
        <translation>嵌入表的初始值。</translation>
    </message>
    <message>
        <source>First values of the weights of the input.</source>
        <translation>输入权重的初始值。</translation>
    </message>
    <message>
        <source>First values of the weights of the state.</source>
        <translation>状态权重的初始值。</translation>
    </message>
    <message>
        <source>Fit All</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Fit Selection</source>
        <translation>显示所选</translation>
    </message>
    <message>
        <source>Five numbers about the publication.</source>
        <translation>关于发布情况的五个数值。</translation>
    </message>
    <message>
        <source>Fixed number of samples, if any.</source>
        <translation>固定的样本数（如有）。</translation>
    </message>
    <message>
        <source>For class numbers use sparse_categorical_crossentropy, or turn them into {classes} columns with utils.to_categorical.</source>
        <translation>目标为类别编号时，请使用 sparse_categorical_crossentropy，或用 utils.to_categorical 将其转换为 {classes} 列。</translation>
    </message>
    <message>
        <source>For more than two classes use sparse_categorical_crossentropy and one unit for each class.</source>
        <translation>类别多于两个时，请使用 sparse_categorical_crossentropy，每个类别一个单元。</translation>
    </message>
    <message>
        <source>For one yes/no answer give the last layer 1 unit with a sigmoid; for {classes} classes use sparse_categorical_crossentropy.</source>
        <translation>对于单个是/否的判断，请让最后一层只有 1 个单元并使用 sigmoid；对于 {classes} 个类别，请使用 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>For one yes/no answer use binary_crossentropy; else give the last layer one unit for each class.</source>
        <translation>对于单个是/否的判断，请使用 binary_crossentropy；否则请让最后一层为每个类别设一个单元。</translation>
    </message>
    <message>
        <source>For one-hot targets use categorical_crossentropy, or turn them into class numbers with argmax(axis=-1).</source>
        <translation>目标为 one-hot 时，请使用 categorical_crossentropy，或用 argmax(axis=-1) 将其转换为类别编号。</translation>
    </message>
    <message>
        <source>Forget what was learned; begin anew at next Train</source>
        <translation>忘记已学到的内容；下次训练时重新开始</translation>
    </message>
    <message>
        <source>Full Screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Function applied to the result; none means linear.</source>
        <translation>作用于结果的函数；none 表示线性。</translation>
    </message>
    <message>
        <source>Function of the gates.</source>
        <translation>门的激活函数。</translation>
    </message>
    <message>
        <source>Give Input a shape with a size, such as (1,).</source>
        <translation>请给 Input 一个有大小的形状，例如 (1,)。</translation>
    </message>
    <message>
        <source>Give dtype=... and data_format=... to the layers: the file keras.json is not read.</source>
        <translation>请把 dtype=... 和 data_format=... 写给各个层：文件 keras.json 不会被读取。</translation>
    </message>
    <message>
        <source>Give dtype=... to the layers.</source>
        <translation>请把 dtype=... 写给各个层。</translation>
    </message>
    <message>
        <source>Give the last layer {units} unit(s), or use other targets.</source>
        <translation>请将最后一层的单元数设为 {units}，或使用其他目标。</translation>
    </message>
    <message>
        <source>Give the last layer {units} units, one for each class.</source>
        <translation>请将最后一层的单元数设为 {units}，每个类别一个。</translation>
    </message>
    <message>
        <source>Give the last layer {units} units, or correct the targets.</source>
        <translation>请将最后一层的单元数设为 {units}，或更正目标。</translation>
    </message>
    <message>
        <source>Give the outputs of all steps, not of the last.</source>
        <translation>给出所有时间步的输出，而不只是最后一步。</translation>
    </message>
    <message>
        <source>Give zeros at masked steps instead of the output before.</source>
        <translation>在被屏蔽的时间步输出零，而不是上一步的输出。</translation>
    </message>
    <message>
        <source>Glorot (Xavier) normal.</source>
        <translation>Glorot (Xavier) 正态分布。</translation>
    </message>
    <message>
        <source>Glorot (Xavier) uniform; Keras&apos; default for kernels.</source>
        <translation>Glorot (Xavier) 均匀分布；Keras 中核（kernel）的默认值。</translation>
    </message>
    <message>
        <source>Go back to the weights of the best epoch at the end.</source>
        <translation>结束时恢复最佳轮次的权重。</translation>
    </message>
    <message>
        <source>Gradient descent: w -= learning_rate * g, with momentum if wanted.</source>
        <translation>梯度下降：w -= learning_rate * g，可带动量。</translation>
    </message>
    <message>
        <source>Grape variety that the wine was made from.</source>
        <translation>酿酒所用的葡萄品种。</translation>
    </message>
    <message>
        <source>Graphviz diagram</source>
        <translation>Graphviz 结构图</translation>
    </message>
    <message>
        <source>Halt before the next batch, or go on</source>
        <translation>在下一批次前暂停，或继续</translation>
    </message>
    <message>
        <source>Hand-made, 0 to 1: ink of row 1; ink of row 2; ink of row 3; ink of row 4; ink of row 5; ink of row 6; ink of row 7; ink of row 8; ink of column 1; ink of column 2; ink of column 3; ink of column 4; ink of column 5; ink of column 6; ink of column 7; ink of column 8; ink; symmetry left to right; symmetry top to bottom; centre of mass across; centre of mass down; spread across; spread down; ink of the middle; strokes crossed going across; strokes crossed going down.</source>
        <translation>人工特征，取值 0 到 1：第 1 至 8 行的墨量；第 1 至 8 列的墨量；总墨量；左右对称度；上下对称度；重心的横向位置；重心的纵向位置；横向分散度；纵向分散度；中部墨量；横向穿过的笔画数；纵向穿过的笔画数。</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Handwritten digits (8×8)</source>
        <translation>手写数字 (8×8)</translation>
    </message>
    <message>
        <source>He normal, for layers followed by relu.</source>
        <translation>He 正态分布，适合后接 relu 的层。</translation>
    </message>
    <message>
        <source>He uniform, for layers followed by relu.</source>
        <translation>He 均匀分布，适合后接 relu 的层。</translation>
    </message>
    <message>
        <source>Headlines with two labels</source>
        <translation>带两个标签的新闻标题</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Hidden centre.</source>
        <translation>所属的隐藏中心。</translation>
    </message>
    <message>
        <source>High-density lipoproteins.</source>
        <translation>高密度脂蛋白。</translation>
    </message>
    <message>
        <source>How a run goes through the data.</source>
        <translation>一次运行如何遍历数据。</translation>
    </message>
    <message>
        <source>How far targets are moved towards 0.5.</source>
        <translation>目标向 0.5 靠拢的程度。</translation>
    </message>
    <message>
        <source>How far targets are moved towards equal probabilities.</source>
        <translation>目标向均等概率靠拢的程度。</translation>
    </message>
    <message>
        <source>How the values of all samples become one number.</source>
        <translation>如何将所有样本的值合成一个数。</translation>
    </message>
    <message>
        <source>Ink of 784 pixels, 0 to 1.</source>
        <translation>784 个像素的墨量，取值 0 到 1。</translation>
    </message>
    <message>
        <source>Ink of the 64 pixels, 0 to 1, row by row.</source>
        <translation>64 个像素的墨量，取值 0 到 1，逐行排列。</translation>
    </message>
    <message>
        <source>Input &quot;{name}&quot;: has shape {wanted}, but the data bound to it has {given} per row. Set its shape to {given}.</source>
        <translation>Input“{name}”：形状为 {wanted}，但绑定的数据每行为 {given}。请将其形状设为 {given}。</translation>
    </message>
    <message>
        <source>Input &quot;{name}&quot;: sizes of the shape must be at least 1. Received {shape}.</source>
        <translation>Input“{name}”：形状的各维大小不能小于 1。收到的是 {shape}。</translation>
    </message>
    <message>
        <source>Inputs &amp; outputs</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Iris flowers</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Its axes are steps and features; put a Reshape before it.</source>
        <translation>它的轴是时间步和特征；请在它前面放一个 Reshape。</translation>
    </message>
    <message>
        <source>Its axes are steps and features; put a Reshape or an Embedding before it.</source>
        <translation>它的轴是时间步和特征；请在它前面放一个 Reshape 或 Embedding。</translation>
    </message>
    <message>
        <source>Keras model</source>
        <translation>Keras 模型</translation>
    </message>
    <message>
        <source>Keras model, old format</source>
        <translation>Keras 模型（旧格式）</translation>
    </message>
    <message>
        <source>Keras script</source>
        <translation>Keras 脚本</translation>
    </message>
    <message>
        <source>Keras script, Keras model, weights or diagram</source>
        <translation>Keras 脚本、Keras 模型、权重或结构图</translation>
    </message>
    <message>
        <source>LambdaCallback: there is no hook &quot;{name}&quot;.{hint} Hooks: {names}.</source>
        <translation>LambdaCallback：没有钩子 &quot;{name}&quot;。{hint}钩子有：{names}。</translation>
    </message>
    <message>
        <source>Largest norm of all gradients together.</source>
        <translation>所有梯度合在一起的最大范数。</translation>
    </message>
    <message>
        <source>Largest norm of the gradient of one weight array.</source>
        <translation>单个权重数组的梯度的最大范数。</translation>
    </message>
    <message>
        <source>Largest size of any number in a gradient.</source>
        <translation>梯度中任一数值的最大绝对值。</translation>
    </message>
    <message>
        <source>Lay inputs side by side along one axis.</source>
        <translation>将各输入沿一个轴并排拼接。</translation>
    </message>
    <message>
        <source>LeCun normal, for selu.</source>
        <translation>LeCun 正态分布，适合 selu。</translation>
    </message>
    <message>
        <source>LeCun uniform.</source>
        <translation>LeCun 均匀分布。</translation>
    </message>
    <message>
        <source>Leave it out: the length comes from keras.Input(shape=...).</source>
        <translation>请去掉它：长度来自 keras.Input(shape=...)。</translation>
    </message>
    <message>
        <source>Loss and metrics of the trained model</source>
        <translation>已训练模型的损失和指标</translation>
    </message>
    <message>
        <source>Loss {loss}: reduction &quot;none&quot; gives one value for each sample, and training needs one number. Use &quot;sum_over_batch_size&quot;.</source>
        <translation>损失 {loss}：reduction 为“none”时每个样本给出一个值，而训练需要单个数。请使用“sum_over_batch_size”。</translation>
    </message>
    <message>
        <source>Loss {loss}: {targets} targets cannot be compared with {predictions} predictions.</source>
        <translation>损失 {loss}：{targets} 个目标无法与 {predictions} 个预测值比较。</translation>
    </message>
    <message>
        <source>Low-density lipoproteins.</source>
        <translation>低密度脂蛋白。</translation>
    </message>
    <message>
        <source>Lower limit.</source>
        <translation>下限。</translation>
    </message>
    <message>
        <source>Mean absolute error over an epoch.</source>
        <translation>一轮中的平均绝对误差。</translation>
    </message>
    <message>
        <source>Mean of the inputs, element by element: y = (x1 + x2 + ...) / count.</source>
        <translation>各输入逐元素求平均：y = (x1 + x2 + ...) / count。</translation>
    </message>
    <message>
        <source>Mean over an axis of -(t log(p) + (1 - t) log(1 - p)).</source>
        <translation>沿一个轴对 -(t log(p) + (1 - t) log(1 - p)) 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of (y_true - y_pred) ** 2.</source>
        <translation>沿最后一个轴对 (y_true - y_pred) ** 2 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of abs(y_true - y_pred).</source>
        <translation>沿最后一个轴对 abs(y_true - y_pred) 求均值。</translation>
    </message>
    <message>
        <source>Mean squared error over an epoch.</source>
        <translation>一轮中的均方误差。</translation>
    </message>
    <message>
        <source>Mean.</source>
        <translation>均值。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; ({metric}) cannot compare targets of shape {received} with predictions of shape {expected}. Write &quot;accuracy&quot; or &quot;crossentropy&quot; to get the one that fits.</source>
        <translation>指标“{name}”({metric}) 无法比较形状为 {received} 的目标与形状为 {expected} 的预测值。请写“accuracy”或“crossentropy”，会自动选用合适的指标。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: weights of shape {weights} do not fit predictions of shape {predictions}. Give weights of shape {rows} or {predictions}.</source>
        <translation>指标“{name}”：形状为 {weights} 的权重与形状为 {predictions} 的预测值不匹配。请给出形状为 {rows} 或 {predictions} 的权重。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: weights of shape {weights} do not fit values of shape {values}. Give one weight for each sample.</source>
        <translation>指标“{name}”：形状为 {weights} 的权重与形状为 {values} 的值不匹配。请为每个样本给出一个权重。</translation>
    </message>
    <message>
        <source>Mix the training rows anew at each epoch.</source>
        <translation>每轮重新打乱训练集的行。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>ModelCheckpoint: filepath must end in {ending}. Received {path!r}.</source>
        <translation>ModelCheckpoint：filepath 必须以 {ending} 结尾。收到的是 {path!r}。</translation>
    </message>
    <message>
        <source>ModelCheckpoint: the fields of filepath {path!r} cannot be filled in ({reason}). Available: {names}.</source>
        <translation>ModelCheckpoint：无法填入 filepath {path!r} 的字段 ({reason})。可用的有：{names}。</translation>
    </message>
    <message>
        <source>Monthly temperature of the Pacific off Peru, 1950 to 2010: from the last months, predict the next. Windows overlap: validate on the last rows.</source>
        <translation>1950 至 2010 年秘鲁外海太平洋的月平均温度：由过去几个月预测下一个月。窗口相互重叠：请用最后的行作验证。</translation>
    </message>
    <message>
        <source>Months before, as measured.</source>
        <translation>之前各月的测量值。</translation>
    </message>
    <message>
        <source>Months before, oldest first, standardised.</source>
        <translation>之前各月，从旧到新，已标准化。</translation>
    </message>
    <message>
        <source>Months that the model sees before the one to predict.</source>
        <translation>预测之前模型能看到的月数。</translation>
    </message>
    <message>
        <source>Moon of the point.</source>
        <translation>点所在的月牙。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;, array {array}: Python objects are not loaded, because reading them can run code. Save numbers or texts of fixed width.</source>
        <translation>NPZ“{path}”，数组 {array}：不加载 Python 对象，因为读取它们可能会运行代码。请保存数值或定宽文本。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;, array {array}: shape {shape} has no rows. Every array needs one entry a row along its first axis.</source>
        <translation>NPZ“{path}”，数组 {array}：形状 {shape} 没有行。每个数组沿第一个轴的每一行都需要一个元素。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;, array {array}: texts of shape {shape} cannot be used. Save one text a row.</source>
        <translation>NPZ“{path}”，数组 {array}：无法使用形状为 {shape} 的文本。请每行保存一个文本。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;, array {array}: the header declares shape {shape} ({declared} bytes), but {received} bytes are stored. The file is damaged; write it again.</source>
        <translation>NPZ“{path}”，数组 {array}：文件头声明的形状为 {shape}（{declared} 字节），但实际存储了 {received} 字节。文件已损坏，请重新写入。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;, array {array}: the header is damaged. Write the file again with numpy.savez.</source>
        <translation>NPZ“{path}”，数组 {array}：文件头已损坏。请用 numpy.savez 重新写入文件。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;, array {array}: values of type {dtype} cannot be used. Save numbers or texts of fixed width.</source>
        <translation>NPZ“{path}”，数组 {array}：无法使用 {dtype} 类型的值。请保存数值或定宽文本。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: array {array} has {received} rows, but {first} has {expected}. The first axis of all arrays must be equally long; save the others in another file.</source>
        <translation>NPZ“{path}”：数组 {array} 有 {received} 行，而 {first} 有 {expected} 行。所有数组的第一个轴必须等长；请把其他数组存到另一个文件。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: member {member} is not a plain NumPy array. Write the file with numpy.savez or numpy.savez_compressed.</source>
        <translation>NPZ“{path}”：成员 {member} 不是普通的 NumPy 数组。请用 numpy.savez 或 numpy.savez_compressed 写入文件。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: the archive holds no arrays. Write some with numpy.savez.</source>
        <translation>NPZ“{path}”：压缩包中没有数组。请用 numpy.savez 写入。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: the arrays declare {size} MB, at most {limit} MB can be loaded. Use a part of them.</source>
        <translation>NPZ“{path}”：数组声明的大小为 {size} MB，最多可加载 {limit} MB。请使用其中一部分。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: the arrays do not fit into memory. Use a part of them.</source>
        <translation>NPZ“{path}”：内存放不下这些数组。请使用其中一部分。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: the file is damaged or not an NPZ archive ({reason}). Write it again with numpy.savez.</source>
        <translation>NPZ“{path}”：文件已损坏或不是 NPZ 压缩包 ({reason})。请用 numpy.savez 重新写入。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: this is a pickle, which can run code when it is read. Save arrays with numpy.savez.</source>
        <translation>NPZ“{path}”：这是 pickle 文件，读取时可能会运行代码。请用 numpy.savez 保存数组。</translation>
    </message>
    <message>
        <source>NPZ &quot;{path}&quot;: {count} arrays, at most {limit} with different names can be read. Store fewer arrays.</source>
        <translation>NPZ“{path}”：有 {count} 个数组，最多可读取 {limit} 个不同名称的数组。请减少数组。</translation>
    </message>
    <message>
        <source>NaN or fractions</source>
        <translation>NaN 或小数</translation>
    </message>
    <message>
        <source>Name in logs and plots.</source>
        <translation>日志和曲线图中的名称。</translation>
    </message>
    <message>
        <source>Name of the layer, unique in its model.</source>
        <translation>层的名称，在模型中唯一。</translation>
    </message>
    <message>
        <source>Name of the loss.</source>
        <translation>损失的名称。</translation>
    </message>
    <message>
        <source>Name of the month to predict.</source>
        <translation>要预测的月份的名称。</translation>
    </message>
    <message>
        <source>Name of the optimizer.</source>
        <translation>优化器的名称。</translation>
    </message>
    <message>
        <source>Name of the value to watch.</source>
        <translation>要监测的值的名称。</translation>
    </message>
    <message>
        <source>Needs the words and the five numbers.</source>
        <translation>需要词和五个数值。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>News headlines</source>
        <translation>新闻标题</translation>
    </message>
    <message>
        <source>Node &quot;{name}&quot; still has wires. Remove them first.</source>
        <translation>节点“{name}”还有连线。请先移除连线。</translation>
    </message>
    <message>
        <source>Normal distribution, redrawn beyond two standard deviations.</source>
        <translation>正态分布，超出两个标准差的值重新抽取。</translation>
    </message>
    <message>
        <source>Normal distribution.</source>
        <translation>正态分布。</translation>
    </message>
    <message>
        <source>Number of arms.</source>
        <translation>旋臂数。</translation>
    </message>
    <message>
        <source>Number of clouds.</source>
        <translation>点团数。</translation>
    </message>
    <message>
        <source>Number of different tokens: the greatest one plus 1.</source>
        <translation>不同词元的数量：最大的编号加 1。</translation>
    </message>
    <message>
        <source>Number of films.</source>
        <translation>影片数。</translation>
    </message>
    <message>
        <source>Number of headlines.</source>
        <translation>新闻标题数。</translation>
    </message>
    <message>
        <source>Number of images.</source>
        <translation>图像数。</translation>
    </message>
    <message>
        <source>Number of output features.</source>
        <translation>输出特征的数量。</translation>
    </message>
    <message>
        <source>Number of pictures.</source>
        <translation>图片数。</translation>
    </message>
    <message>
        <source>Number of points.</source>
        <translation>点数。</translation>
    </message>
    <message>
        <source>Number of rows.</source>
        <translation>行数。</translation>
    </message>
    <message>
        <source>Numbers between 0 and 1 and their sum: the simplest regression, from a vector or step by step.</source>
        <translation>0 到 1 之间的数及其和：最简单的回归，可作为向量或逐步读取。</translation>
    </message>
    <message>
        <source>Numbers in a row.</source>
        <translation>每行的数字个数。</translation>
    </message>
    <message>
        <source>Numbers of 100 words, 1 to 9999.</source>
        <translation>100 个词的编号，1 到 9999。</translation>
    </message>
    <message>
        <source>One number that fixes first weights, order of rows and dropout.</source>
        <translation>一个数，决定初始权重、行的顺序和 Dropout。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Orthogonal matrix; Keras&apos; default for recurrent kernels.</source>
        <translation>正交矩阵；Keras 中循环核（recurrent kernel）的默认值。</translation>
    </message>
    <message>
        <source>Orthogonal: the weight must have at least two axes. Received shape {shape}.</source>
        <translation>Orthogonal：权重至少需要两个轴。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>Output &quot;{name}&quot;: categorical_crossentropy needs one-hot labels, but the data has class numbers. Use sparse_categorical_crossentropy.</source>
        <translation>Output“{name}”：categorical_crossentropy 需要 one-hot 标签，但数据是类别编号。请使用 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>Output &quot;{name}&quot;: the data has {classes} classes, but binary crossentropy knows two. Use {classes} units with softmax and sparse_categorical_crossentropy.</source>
        <translation>Output“{name}”：数据有 {classes} 个类别，但二元交叉熵只认识两个。请使用 {classes} 个单元、softmax 和 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>Output &quot;{name}&quot;: the data has {classes} classes, but the layer before it gives {units} values. Set its units to {classes}.</source>
        <translation>Output“{name}”：数据有 {classes} 个类别，但前面的层给出 {units} 个值。请将其单元数设为 {classes}。</translation>
    </message>
    <message>
        <source>Output: columns of classes and columns of numbers cannot share an output ({columns}). Make one Output node for each.</source>
        <translation>Output：类别列和数值列不能共用一个输出 ({columns})。请为每列各建一个 Output 节点。</translation>
    </message>
    <message>
        <source>Outputs of the trained model for rows of data</source>
        <translation>已训练模型对数据行的输出</translation>
    </message>
    <message>
        <source>Passes over the training data.</source>
        <translation>遍历训练数据的次数。</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Penalty on the bias.</source>
        <translation>对偏置的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the kernel.</source>
        <translation>对核（kernel）的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the table.</source>
        <translation>对嵌入表的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the weights of the input.</source>
        <translation>对输入权重的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the weights of the state.</source>
        <translation>对状态权重的惩罚。</translation>
    </message>
    <message>
        <source>Picture with one channel.</source>
        <translation>单通道图片。</translation>
    </message>
    <message>
        <source>Picture with red, green and blue.</source>
        <translation>红、绿、蓝三通道图片。</translation>
    </message>
    <message>
        <source>Place in the plane.</source>
        <translation>平面上的位置。</translation>
    </message>
    <message>
        <source>Points around a few centres on a circle: the simplest classes.</source>
        <translation>圆周上若干中心附近的点：最简单的分类。</translation>
    </message>
    <message>
        <source>Port {port} of &quot;{name}&quot; already has a wire.</source>
        <translation>“{name}”的端口 {port} 已有连线。</translation>
    </message>
    <message>
        <source>Possibly the logarithm of serum triglycerides.</source>
        <translation>可能是血清甘油三酯的对数。</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Prints a progress bar (verbose 1) or a line an epoch (verbose 2).</source>
        <translation>显示进度条 (verbose 1)，或每轮一行 (verbose 2)。</translation>
    </message>
    <message>
        <source>Probabilities above it mean yes.</source>
        <translation>概率高于此值表示“是”。</translation>
    </message>
    <message>
        <source>Product of the inputs, element by element: y = x1 * x2 * ....</source>
        <translation>各输入逐元素相乘：y = x1 * x2 * …</translation>
    </message>
    <message>
        <source>Progbar: give stateful_metrics or stateless_metrics, not both.</source>
        <translation>Progbar：stateful_metrics 和 stateless_metrics 只能给出一个。</translation>
    </message>
    <message>
        <source>Progression one year later.</source>
        <translation>一年后的病情进展。</translation>
    </message>
    <message>
        <source>Put all numbers of a sample into one row.</source>
        <translation>将一个样本的所有数排成一行。</translation>
    </message>
    <message>
        <source>Put keras.Input(batch_shape=...) before the layer instead.</source>
        <translation>请改为在该层之前放置 keras.Input(batch_shape=...)。</translation>
    </message>
    <message>
        <source>Put keras.Input(shape=(...,)) before the layer instead.</source>
        <translation>请改为在该层之前放置 keras.Input(shape=(...,))。</translation>
    </message>
    <message>
        <source>Put keras.Input(shape=...) before the layer instead.</source>
        <translation>请改为在该层之前放置 keras.Input(shape=...)。</translation>
    </message>
    <message>
        <source>Put the numbers of a sample into another shape, in the same order.</source>
        <translation>将一个样本的数按原有顺序排成另一种形状。</translation>
    </message>
    <message>
        <source>Puts plain numbers into a mailbox, and obeys pause and stop.</source>
        <translation>把数值放入信箱，并响应暂停和停止。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Read a sequence step by step with a state that is kept, changed or forgotten.</source>
        <translation>逐步读取序列，其状态可被保留、改变或遗忘。</translation>
    </message>
    <message>
        <source>Read from the last step to the first; outputs come in that order.</source>
        <translation>从最后一步读到第一步；输出也按此顺序。</translation>
    </message>
    <message>
        <source>Records the logs of all epochs; fit returns one.</source>
        <translation>记录各轮的日志；由 fit 返回。</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Regularization</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Remove the wire</source>
        <translation>移除连线</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Rename to &quot;{new}&quot;</source>
        <translation>重命名为“{new}”</translation>
    </message>
    <message>
        <source>Replace each whole number (a token, such as a word) by its row of a table.</source>
        <translation>将每个整数（词元，例如一个词）替换为嵌入表中对应的行。</translation>
    </message>
    <message>
        <source>Reset Weights</source>
        <translation>重置权重</translation>
    </message>
    <message>
        <source>Reshape the targets, or change the last layer.</source>
        <translation>请改变目标的形状，或更改最后一层。</translation>
    </message>
    <message>
        <source>Restore Best Epoch</source>
        <translation>恢复最佳轮次</translation>
    </message>
    <message>
        <source>Root of the mean over all samples of (y_true - y_pred) ** 2.</source>
        <translation>所有样本的 (y_true - y_pred) ** 2 均值的平方根。</translation>
    </message>
    <message>
        <source>Samples in one step of the optimizer.</source>
        <translation>优化器每一步使用的样本数。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save only when the watched value is the best so far.</source>
        <translation>仅当监测的值是迄今最佳时才保存。</translation>
    </message>
    <message>
        <source>Save weights without the architecture.</source>
        <translation>只保存权重，不保存结构。</translation>
    </message>
    <message>
        <source>Saves the model at the end of epochs, or only when it got better.</source>
        <translation>在每轮结束时保存模型，或仅在变好时保存。</translation>
    </message>
    <message>
        <source>Scale that keeps the variance of signals from layer to layer.</source>
        <translation>使信号方差在层间保持不变的缩放。</translation>
    </message>
    <message>
        <source>Scale the targets, or use mean_squared_error for other numbers.</source>
        <translation>请缩放目标，或对其他数值使用 mean_squared_error。</translation>
    </message>
    <message>
        <source>Script for the built-in engine</source>
        <translation>内置引擎的脚本</translation>
    </message>
    <message>
        <source>Search the layers; Tab on the canvas does it, too</source>
        <translation>搜索层；在画布上按 Tab 也可以</translation>
    </message>
    <message>
        <source>Seed of the dropout of this layer alone.</source>
        <translation>仅此层的 Dropout 的随机种子。</translation>
    </message>
    <message>
        <source>Seed of this layer alone.</source>
        <translation>仅此层的随机种子。</translation>
    </message>
    <message>
        <source>Seed of this weight alone.</source>
        <translation>仅此权重的随机种子。</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Sequential.add: needs a layer. Received {received!r}.</source>
        <translation>Sequential.add：需要一个层。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>Set a share of the numbers to zero, at random, while training.</source>
        <translation>训练时随机将一部分数置为零。</translation>
    </message>
    <message>
        <source>Set input_dim to at least {size}, or encode the input with fewer tokens.</source>
        <translation>请将 input_dim 设为至少 {size}，或用更少的词元编码输入。</translation>
    </message>
    <message>
        <source>Set shape to {given}</source>
        <translation>将形状设为 {given}</translation>
    </message>
    <message>
        <source>Sex, coded 1 and 2.</source>
        <translation>性别，编码为 1 和 2。</translation>
    </message>
    <message>
        <source>Shape of cell nuclei in 569 biopsy images (Wisconsin, diagnostic).</source>
        <translation>569 张活检图像中细胞核的形状（威斯康星，诊断）。</translation>
    </message>
    <message>
        <source>Shape of one sample of the output; one size can be -1 and is worked out.</source>
        <translation>输出中一个样本的形状；可以有一个维度为 -1，会自动算出。</translation>
    </message>
    <message>
        <source>Shape of one sample, without the batch axis.</source>
        <translation>一个样本的形状，不含批次轴。</translation>
    </message>
    <message>
        <source>Shape of one sample, without the batch size.</source>
        <translation>一个样本的形状，不含批大小。</translation>
    </message>
    <message>
        <source>Shape of the random pattern with the batch axis: 1 repeats it along an axis, None stands for the size of the input.</source>
        <translation>随机模式的形状，含批次轴：1 表示沿该轴重复，None 表示输入的大小。</translation>
    </message>
    <message>
        <source>Shape with the batch axis.</source>
        <translation>含批次轴的形状。</translation>
    </message>
    <message>
        <source>Share of every weight taken off at each step, times the learning rate.</source>
        <translation>每一步从每个权重中减去的比例，再乘以学习率。</translation>
    </message>
    <message>
        <source>Share of predictions that equal their targets exactly.</source>
        <translation>与目标完全相等的预测所占比例。</translation>
    </message>
    <message>
        <source>Share of probabilities on the right side of a threshold; targets are 0 and 1.</source>
        <translation>落在阈值正确一侧的概率所占比例；目标为 0 和 1。</translation>
    </message>
    <message>
        <source>Share of samples whose most probable class is the true one.</source>
        <translation>最可能的类别为真实类别的样本所占比例。</translation>
    </message>
    <message>
        <source>Share of the features that become zero in training, at all steps alike.</source>
        <translation>训练时置为零的特征比例，各时间步相同。</translation>
    </message>
    <message>
        <source>Share of the last step that is added to the next.</source>
        <translation>上一步加到下一步上的比例。</translation>
    </message>
    <message>
        <source>Share of the numbers that become zero.</source>
        <translation>置为零的数所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the mean gradient.</source>
        <translation>过去在梯度均值中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the mean of squares.</source>
        <translation>过去在平方均值中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the state that becomes zero on its way to the next step.</source>
        <translation>状态传到下一步时置为零的比例。</translation>
    </message>
    <message>
        <source>Share of this output in the total loss.</source>
        <translation>此输出在总损失中的比重。</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Show Code</source>
        <translation>显示代码</translation>
    </message>
    <message>
        <source>Show Problems</source>
        <translation>显示问题</translation>
    </message>
    <message>
        <source>Show Summary</source>
        <translation>显示摘要</translation>
    </message>
    <message>
        <source>Size of an error from which on it counts linearly.</source>
        <translation>误差超过此值后按线性计算。</translation>
    </message>
    <message>
        <source>Size of output and state.</source>
        <translation>输出和状态的大小。</translation>
    </message>
    <message>
        <source>Size of the steps.</source>
        <translation>每一步的大小。</translation>
    </message>
    <message>
        <source>Size of the vector of a token.</source>
        <translation>一个词元的向量长度。</translation>
    </message>
    <message>
        <source>Skip the steps at which all features equal a value.</source>
        <translation>跳过所有特征都等于某个值的时间步。</translation>
    </message>
    <message>
        <source>Small number that keeps the division finite.</source>
        <translation>使除法保持有限的小数。</translation>
    </message>
    <message>
        <source>Smallest change that counts as better.</source>
        <translation>算作改善的最小变化。</translation>
    </message>
    <message>
        <source>Species of the flower.</source>
        <translation>花的品种。</translation>
    </message>
    <message>
        <source>Spirals</source>
        <translation>螺旋</translation>
    </message>
    <message>
        <source>Squared error for small errors, absolute error for large ones.</source>
        <translation>小误差用平方误差，大误差用绝对误差。</translation>
    </message>
    <message>
        <source>Standard deviation.</source>
        <translation>标准差。</translation>
    </message>
    <message>
        <source>Start with a bias of 1 at the forget gate, so that states are kept.</source>
        <translation>遗忘门的偏置初始为 1，以便保留状态。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>单步</translation>
    </message>
    <message>
        <source>Steps by the mean gradient over the root of the mean square, both corrected.</source>
        <translation>按梯度均值除以平方均值的平方根更新，两者都经过修正。</translation>
    </message>
    <message>
        <source>Steps of the estimate in each call.</source>
        <translation>每次调用中估计的步数。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stops training when a value no longer gets better.</source>
        <translation>当某个值不再改善时停止训练。</translation>
    </message>
    <message>
        <source>Stops training when the loss becomes NaN or infinite.</source>
        <translation>当损失变为 NaN 或无穷大时停止训练。</translation>
    </message>
    <message>
        <source>Stored data transforms are damaged ({reason}). Train the model again.</source>
        <translation>保存的数据变换已损坏 ({reason})。请重新训练模型。</translation>
    </message>
    <message>
        <source>Subtract the smallest class.</source>
        <translation>请减去最小的类别编号。</translation>
    </message>
    <message>
        <source>Sum of numbers</source>
        <translation>数字之和</translation>
    </message>
    <message>
        <source>Sum of the inputs, element by element: y = x1 + x2 + ....</source>
        <translation>各输入逐元素求和：y = x1 + x2 + …</translation>
    </message>
    <message>
        <source>Sum of the numbers.</source>
        <translation>各数之和。</translation>
    </message>
    <message>
        <source>Swap loss to sparse_categorical_crossentropy</source>
        <translation>将损失换成 sparse_categorical_crossentropy</translation>
    </message>
    <message>
        <source>Ten kinds of shapes and patterns on 32×32 colour images: as images and as 3072 pixels.</source>
        <translation>32×32 彩色图像上的十种图形和图案：可作为图像，也可作为 3072 个像素。</translation>
    </message>
    <message>
        <source>Ten measurements of 442 patients, and how far the disease had progressed one year later.</source>
        <translation>442 名患者的十项测量值，以及一年后的病情进展。</translation>
    </message>
    <message>
        <source>Tensor &quot;{name}&quot; does not come from a layer. Start the graph with keras.Input(shape=...).</source>
        <translation>张量“{name}”不是来自某个层。请从 keras.Input(shape=...) 开始搭建计算图。</translation>
    </message>
    <message>
        <source>Tensor &quot;{name}&quot; is not part of this graph.</source>
        <translation>张量“{name}”不属于此计算图。</translation>
    </message>
    <message>
        <source>Tensor &quot;{name}&quot; is symbolic: Python cannot branch on its values.</source>
        <translation>张量“{name}”是符号张量：Python 无法根据它的值分支。</translation>
    </message>
    <message>
        <source>Tensor &quot;{name}&quot; is symbolic: Python cannot loop over it.</source>
        <translation>张量“{name}”是符号张量：Python 无法遍历它。</translation>
    </message>
    <message>
        <source>Tensor &quot;{name}&quot; of shape {shape} is symbolic and has no values. Build a Model and call predict to get numbers.</source>
        <translation>形状为 {shape} 的张量“{name}”是符号张量，没有值。请构建 Model 并调用 predict 来得到数值。</translation>
    </message>
    <message>
        <source>The canvas is empty. Drag an Input from the palette to begin.</source>
        <translation>画布是空的。从层面板拖入一个 Input 即可开始。</translation>
    </message>
    <message>
        <source>The clipboard does not hold layers to paste.</source>
        <translation>剪贴板中没有可粘贴的层。</translation>
    </message>
    <message>
        <source>The data has no samples. Give at least one row.</source>
        <translation>数据没有样本。请至少给出一行。</translation>
    </message>
    <message>
        <source>The data must be (x,), (x, y) or (x, y, sample_weight). Received {count} parts.</source>
        <translation>数据必须是 (x,)、(x, y) 或 (x, y, sample_weight)。收到 {count} 个部分。</translation>
    </message>
    <message>
        <source>The digit drawn.</source>
        <translation>所画的数字。</translation>
    </message>
    <message>
        <source>The digit that was written.</source>
        <translation>所写的数字。</translation>
    </message>
    <message>
        <source>The function.</source>
        <translation>所用的函数。</translation>
    </message>
    <message>
        <source>The gradient of {path} must have shape {expected}. Received {received}.</source>
        <translation>{path} 的梯度的形状必须为 {expected}。收到的是 {received}。</translation>
    </message>
    <message>
        <source>The graph has a cycle through layer &quot;{name}&quot;.</source>
        <translation>计算图中有经过层“{name}”的环。</translation>
    </message>
    <message>
        <source>The inputs of a model must be different tensors. Received {names}.</source>
        <translation>模型的各个输入必须是不同的张量。收到：{names}。</translation>
    </message>
    <message>
        <source>The loss became {value} in epoch {epoch}, batch {batch}. The weights of the last good epoch are kept. Use a smaller learning rate, or scale the inputs.</source>
        <translation>在第 {epoch} 轮第 {batch} 批次，损失变为 {value}。已保留最后一个正常轮次的权重。请使用更小的学习率，或缩放输入。</translation>
    </message>
    <message>
        <source>The loss {loss} has no method backward(dvalues, ctx), which training needs.</source>
        <translation>损失 {loss} 没有训练所需的方法 backward(dvalues, ctx)。</translation>
    </message>
    <message>
        <source>The model has no Input with data. Add an Input node and bind a column.</source>
        <translation>模型没有绑定数据的 Input。请添加 Input 节点并绑定一列。</translation>
    </message>
    <message>
        <source>The model has no Output with data. Add an Output node and bind a column.</source>
        <translation>模型没有绑定数据的 Output。请添加 Output 节点并绑定一列。</translation>
    </message>
    <message>
        <source>The model has no {what} called &quot;{name}&quot;.{hint} It has: {names}.</source>
        <translation>模型没有名为“{name}”的{what}。{hint}现有：{names}。</translation>
    </message>
    <message>
        <source>The model has {count} inputs ({names}): give a list of {count} arrays or a dict by name. Received {received}.</source>
        <translation>模型有 {count} 个输入 ({names})：请给出 {count} 个数组的列表，或按名称给出字典。收到的是 {received}。</translation>
    </message>
    <message>
        <source>The model has {count} outputs ({names}): give a list of {count} arrays or a dict by name. Received {received}.</source>
        <translation>模型有 {count} 个输出 ({names})：请给出 {count} 个数组的列表，或按名称给出字典。收到的是 {received}。</translation>
    </message>
    <message>
        <source>The model names its {what} data in a dict ({names}): give a dict, a list has no clear order.</source>
        <translation>模型以字典命名其{what}数据 ({names})：请给出字典，列表没有明确的顺序。</translation>
    </message>
    <message>
        <source>There is no array for {what} &quot;{name}&quot;.{hint} Received {received}.</source>
        <translation>没有对应{what}“{name}”的数组。{hint}收到的是 {received}。</translation>
    </message>
    <message>
        <source>There is no {module}.{name}. Use {package}.{name}.</source>
        <translation>没有 {module}.{name}。请使用 {package}.{name}。</translation>
    </message>
    <message>
        <source>Use layer.input.shape, or layer.get_input_shape_at(0).</source>
        <translation>请使用 layer.input.shape 或 layer.get_input_shape_at(0)。</translation>
    </message>
    <message>
        <source>Use layer.output.shape, or layer.get_output_shape_at(0).</source>
        <translation>请使用 layer.output.shape 或 layer.get_output_shape_at(0)。</translation>
    </message>
    <message>
        <source>Use model.fit or model.train_on_batch, or optimizer.apply(gradients, variables).</source>
        <translation>请使用 model.fit、model.train_on_batch 或 optimizer.apply(gradients, variables)。</translation>
    </message>
    <message>
        <source>Use model.predict_on_batch(x).</source>
        <translation>请使用 model.predict_on_batch(x)。</translation>
    </message>
    <message>
        <source>Use model.test_on_batch(x, y).</source>
        <translation>请使用 model.test_on_batch(x, y)。</translation>
    </message>
    <message>
        <source>Use optimizer.apply(gradients, variables).</source>
        <translation>请使用 optimizer.apply(gradients, variables)。</translation>
    </message>
    <message>
        <source>Use optimizer.learning_rate.</source>
        <translation>请使用 optimizer.learning_rate。</translation>
    </message>
    <message>
        <source>When to save: after each &quot;epoch&quot;, or after so many batches.</source>
        <translation>何时保存：每轮 (&quot;epoch&quot;) 之后，或每隔若干批次。</translation>
    </message>
    <message>
        <source>Whether smaller or larger is better; auto asks the metric.</source>
        <translation>越小越好还是越大越好；auto 由指标决定。</translation>
    </message>
    <message>
        <source>a list of lists</source>
        <translation>列表的列表</translation>
    </message>
    <message>
        <source>an argument</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>an index holds whole numbers, slices, ... and None only. Received {key!r}. Use ops.take for several positions.</source>
        <translation>索引只能包含整数、切片、... 和 None。收到的是 {key!r}。取多个位置请使用 ops.take。</translation>
    </message>
    <message>
        <source>an index may hold one ... only. Received {key!r}.</source>
        <translation>一个索引只能含有一个 ...。收到的是 {key!r}。</translation>
    </message>
    <message>
        <source>be saved</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>be written</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>california_housing.load_data: version must be &quot;large&quot; or &quot;small&quot;. Received {value!r}.</source>
        <translation>california_housing.load_data：version 必须是 &quot;large&quot; 或 &quot;small&quot;。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>callbacks: each must be an object of a Callback class. Received {received!r}. Write it as in callbacks=[{example}].</source>
        <translation>callbacks：每一项必须是 Callback 类的对象。收到的是 {received!r}。请写成 callbacks=[{example}]。</translation>
    </message>
    <message>
        <source>cannot arrange {total} elements of shape {shape} as {new}.</source>
        <translation>无法将形状为 {shape} 的 {total} 个元素排成 {new}。</translation>
    </message>
    <message>
        <source>cannot hold {label} twice in {part}</source>
        <translation>不能在 {part} 中含有两次 {label}</translation>
    </message>
    <message>
        <source>cifar100.load_data: label_mode must be &quot;fine&quot; or &quot;coarse&quot;. Received {value!r}.</source>
        <translation>cifar100.load_data：label_mode 必须是 &quot;fine&quot; 或 &quot;coarse&quot;。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>clone_model: call_function is for models made of inputs and outputs. The layers of a Sequential are not called one by one: use clone_function.</source>
        <translation>clone_model：call_function 用于由输入和输出构成的模型。Sequential 的层不是逐个调用的：请使用 clone_function。</translation>
    </message>
    <message>
        <source>clone_model: clone_function must return a layer. Received {received!r} for {layer}.</source>
        <translation>clone_model：clone_function 必须返回一个层。对 {layer} 收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>clone_model: input_tensors must be symbolic, as keras.Input(shape=...) gives them, one for each input. Received {received!r}.</source>
        <translation>clone_model：input_tensors 必须是符号张量，即 keras.Input(shape=...) 给出的张量，每个输入一个。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>clone_model: input_tensors, clone_function and call_function are for models of a graph, and {cls} computes in its method call.</source>
        <translation>clone_model：input_tensors、clone_function 和 call_function 用于计算图模型，而 {cls} 在其方法 call 中计算。</translation>
    </message>
    <message>
        <source>clone_model: the model has {count} inputs. Received {received} input_tensors.</source>
        <translation>clone_model：模型有 {count} 个输入。收到 {received} 个 input_tensors。</translation>
    </message>
    <message>
        <source>clone_model: {name} must be a function. Received {received!r}.</source>
        <translation>clone_model：{name} 必须是函数。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>compile: {what} names &quot;{name}&quot;, which is no output.{hint} Outputs: {names}.</source>
        <translation>compile：{what} 中的“{name}”不是输出。{hint}输出有：{names}。</translation>
    </message>
    <message>
        <source>deserialize: a config is a dict such as keras.layers.serialize(layer) returns. Received {config!r}.</source>
        <translation>deserialize：配置是字典，例如 keras.layers.serialize(layer) 返回的字典。收到的是 {config!r}。</translation>
    </message>
    <message>
        <source>fit: shuffle must be True, False or &quot;batch&quot;. Received {shuffle!r}.</source>
        <translation>fit：shuffle 必须是 True、False 或 &quot;batch&quot;。收到的是 {shuffle!r}。</translation>
    </message>
    <message>
        <source>fit: validation_data must be (x, y) or (x, y, sample_weight). Received {received}.</source>
        <translation>fit：validation_data 必须是 (x, y) 或 (x, y, sample_weight)。收到的是 {received}。</translation>
    </message>
    <message>
        <source>fit: validation_split works with arrays only. Give validation_data.</source>
        <translation>fit：validation_split 只适用于数组。请给出 validation_data。</translation>
    </message>
    <message>
        <source>generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>get_layer: give either the name or the index of a layer.</source>
        <translation>get_layer：请给出层的名称或序号，二者取一。</translation>
    </message>
    <message>
        <source>get_layer: there is no layer &quot;{name}&quot;.{hint} Layers: {names}.</source>
        <translation>get_layer：没有层“{name}”。{hint}现有的层：{names}。</translation>
    </message>
    <message>
        <source>index {index} is outside of an axis of size {size}. Its input has shape {shape}.</source>
        <translation>索引 {index} 超出大小为 {size} 的轴。其输入的形状为 {shape}。</translation>
    </message>
    <message>
        <source>is not supported: leave it at 0</source>
        <translation>不受支持：请保持为 0</translation>
    </message>
    <message>
        <source>its input has shape {shape}, which is fewer axes than the index takes. Received {key!r}.</source>
        <translation>其输入的形状为 {shape}，轴数少于索引所用的轴数。收到的是 {key!r}。</translation>
    </message>
    <message>
        <source>l1 * sum(abs(x)) + l2 * sum(x ** 2).</source>
        <translation>l1 * sum(abs(x)) + l2 * sum(x ** 2)。</translation>
    </message>
    <message>
        <source>l1 * sum(abs(x)).</source>
        <translation>l1 * sum(abs(x))。</translation>
    </message>
    <message>
        <source>l2 * sum(x ** 2).</source>
        <translation>l2 * sum(x ** 2)。</translation>
    </message>
    <message>
        <source>load_data: no text has fewer than maxlen={maxlen} words. Use a greater maxlen.</source>
        <translation>load_data：没有文本少于 maxlen={maxlen} 个词。请使用更大的 maxlen。</translation>
    </message>
    <message>
        <source>load_data: test_split must be at least 0 and less than 1. Received {value!r}.</source>
        <translation>load_data：test_split 必须大于等于 0 且小于 1。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>must be &quot;batch&quot;, &quot;epoch&quot; or a number of batches</source>
        <translation>必须是 &quot;batch&quot;、&quot;epoch&quot; 或批次数</translation>
    </message>
    <message>
        <source>must be &quot;epoch&quot; or a number of batches</source>
        <translation>必须是 &quot;epoch&quot; 或批次数</translation>
    </message>
    <message>
        <source>must be 0 or 1</source>
        <translation>必须是 0 或 1</translation>
    </message>
    <message>
        <source>must be False: arrays are dense here</source>
        <translation>必须为 False：这里的数组都是稠密的</translation>
    </message>
    <message>
        <source>must be a dict with some of the keys &quot;rmin&quot;, &quot;rmax&quot; and &quot;dmax&quot;</source>
        <translation>必须是字典，可含键 &quot;rmin&quot;、&quot;rmax&quot; 和 &quot;dmax&quot; 中的若干个</translation>
    </message>
    <message>
        <source>must be a function of one array that keeps its shape, unlike {name}; call keras.activations.{name} on the output of the layer</source>
        <translation>必须是接受单个数组并保持其形状的函数，而 {name} 不是；请对该层的输出调用 keras.activations.{name}</translation>
    </message>
    <message>
        <source>must be a layer</source>
        <translation>必须是层</translation>
    </message>
    <message>
        <source>must be a list of cells</source>
        <translation>必须是单元（cell）的列表</translation>
    </message>
    <message>
        <source>must be a name of {module}, an object of {base} or a function</source>
        <translation>必须是 {module} 中的名称、{base} 的对象或函数</translation>
    </message>
    <message>
        <source>must be a number or a list of numbers</source>
        <translation>必须是数字或数字列表</translation>
    </message>
    <message>
        <source>must be a number, a schedule or a function</source>
        <translation>必须是数字、学习率调度或函数</translation>
    </message>
    <message>
        <source>must be a path, or a dict of paths by name of a layer</source>
        <translation>必须是路径，或以层名称为键的路径字典</translation>
    </message>
    <message>
        <source>must be a positive number, or -1 for as many as channels</source>
        <translation>必须是正数，或用 -1 表示与通道数相同</translation>
    </message>
    <message>
        <source>must be a whole number of at least 0, or two such as (1, 1)</source>
        <translation>必须是不小于 0 的整数，或两个这样的数，例如 (1, 1)</translation>
    </message>
    <message>
        <source>must be a whole number of at least 0, {count} of them, or {count} pairs such as (1, 1)</source>
        <translation>必须是不小于 0 的整数、{count} 个这样的整数，或 {count} 个数对，例如 (1, 1)</translation>
    </message>
    <message>
        <source>must be a whole number, or {count} of them</source>
        <translation>必须是整数，或 {count} 个整数</translation>
    </message>
    <message>
        <source>must be above 0</source>
        <translation>必须大于 0</translation>
    </message>
    <message>
        <source>must be above 0 and at most 1</source>
        <translation>必须大于 0 且不大于 1</translation>
    </message>
    <message>
        <source>must be larger than 0</source>
        <translation>必须大于 0</translation>
    </message>
    <message>
        <source>must be less than 1</source>
        <translation>必须小于 1</translation>
    </message>
    <message>
        <source>must be one axis, or two: one of each input</source>
        <translation>必须是一个轴，或两个轴：每个输入一个</translation>
    </message>
    <message>
        <source>must be the name of a window or its values</source>
        <translation>必须是窗函数的名称或其值</translation>
    </message>
    <message>
        <source>must be the name of an activation such as &apos;relu&apos;, or a function</source>
        <translation>必须是激活函数的名称（例如 &apos;relu&apos;）或函数</translation>
    </message>
    <message>
        <source>must be the path of a file</source>
        <translation>必须是文件路径</translation>
    </message>
    <message>
        <source>must have label {label} of the kernel in the input or the output, too</source>
        <translation>必须让核（kernel）的标签 {label} 也出现在输入或输出中</translation>
    </message>
    <message>
        <source>must have label {label} of the output in the input or the kernel, too</source>
        <translation>的输出标签 {label} 也必须出现在输入或核（kernel）中</translation>
    </message>
    <message>
        <source>must hold at least one axis</source>
        <translation>必须至少含有一个轴</translation>
    </message>
    <message>
        <source>must hold each of 1, 2, ... once, such as (2, 1)</source>
        <translation>必须恰好包含 1、2、… 各一次，例如 (2, 1)</translation>
    </message>
    <message>
        <source>must lie between 0 and 1, both left out</source>
        <translation>必须在 0 和 1 之间，不含两端</translation>
    </message>
    <message>
        <source>must lie in 0 .. 1</source>
        <translation>必须在 0 .. 1 之内</translation>
    </message>
    <message>
        <source>must look like &quot;ab,bc-&gt;ac&quot;, &quot;...b,bc-&gt;...c&quot; or &quot;ab...,bc-&gt;ac...&quot;</source>
        <translation>必须形如 &quot;ab,bc-&gt;ac&quot;、&quot;...b,bc-&gt;...c&quot; 或 &quot;ab...,bc-&gt;ac...&quot;</translation>
    </message>
    <message>
        <source>normalize: axis must be one of the {count} axes. Received {axis}.</source>
        <translation>normalize：axis 必须是 {count} 个轴之一。收到的是 {axis}。</translation>
    </message>
    <message>
        <source>normalize: needs an array of numbers. Received dtype {dtype}.</source>
        <translation>normalize：需要数值数组。收到的 dtype 为 {dtype}。</translation>
    </message>
    <message>
        <source>ops.bincount: there are no sparse arrays. Leave sparse out.</source>
        <translation>ops.bincount：没有稀疏数组。请去掉 sparse。</translation>
    </message>
    <message>
        <source>ops.convert_to_tensor: there are no sparse or ragged arrays. Leave sparse and ragged out.</source>
        <translation>ops.convert_to_tensor：没有稀疏数组或不规则数组。请去掉 sparse 和 ragged。</translation>
    </message>
    <message>
        <source>ops.custom_gradient: is not there. Write a layer with a backward method.</source>
        <translation>ops.custom_gradient：这里没有此函数。请编写一个带有 backward 方法的层。</translation>
    </message>
    <message>
        <source>ops.expand_dims: axis must lie in {low} .. {high}. Received {axis}.</source>
        <translation>ops.expand_dims：axis 必须在 {low} .. {high} 之内。收到的是 {axis}。</translation>
    </message>
    <message>
        <source>ops.fft: give a pair (real part, imaginary part). Received {kind}.</source>
        <translation>ops.fft：请给出一对（实部，虚部）。收到的是 {kind}。</translation>
    </message>
    <message>
        <source>ops.glu: the axis must have an even size. Received shape {shape}.</source>
        <translation>ops.glu：该轴的大小必须为偶数。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>ops.layer_normalization: there is no option &quot;{name}&quot;. For rms_scaling use ops.rms_normalization.</source>
        <translation>ops.layer_normalization：没有选项 &quot;{name}&quot;。需要 rms_scaling 时请使用 ops.rms_normalization。</translation>
    </message>
    <message>
        <source>ops.moments: there is one machine only. Leave synchronized out.</source>
        <translation>ops.moments：只有一台机器。请去掉 synchronized。</translation>
    </message>
    <message>
        <source>ops.multi_hot: num_classes, the number of classes, is missing. Received {received}.</source>
        <translation>ops.multi_hot：缺少类别数 num_classes。收到的是 {received}。</translation>
    </message>
    <message>
        <source>ops.norm: there is no norm of matrices called {ord!r}. Use fro, nuc, 1, -1, 2, -2, inf or -inf.</source>
        <translation>ops.norm：没有名为 {ord!r} 的矩阵范数。请使用 fro、nuc、1、-1、2、-2、inf 或 -inf。</translation>
    </message>
    <message>
        <source>ops.normalize: order must be a whole number of at least 1. Received {order!r}.</source>
        <translation>ops.normalize：order 必须是不小于 1 的整数。收到的是 {order!r}。</translation>
    </message>
    <message>
        <source>ops.one_hot: there are no sparse arrays. Leave sparse out.</source>
        <translation>ops.one_hot：没有稀疏数组。请去掉 sparse。</translation>
    </message>
    <message>
        <source>ops.pad: constant_values belongs to mode=&quot;constant&quot;. Received mode {mode!r}.</source>
        <translation>ops.pad：constant_values 只用于 mode=&quot;constant&quot;。收到的 mode 是 {mode!r}。</translation>
    </message>
    <message>
        <source>ops.qr: mode must be reduced or complete. Received {mode!r}.</source>
        <translation>ops.qr：mode 必须是 reduced 或 complete。收到的是 {mode!r}。</translation>
    </message>
    <message>
        <source>ops.scan: give xs or length.</source>
        <translation>ops.scan：请给出 xs 或 length。</translation>
    </message>
    <message>
        <source>ops.scatter_update: reduction must be add, max, min or mul. Received {reduction!r}.</source>
        <translation>ops.scatter_update：reduction 必须是 add、max、min 或 mul。收到的是 {reduction!r}。</translation>
    </message>
    <message>
        <source>ops.segment_...: segment_ids must have one axis. Received shape {shape}.</source>
        <translation>ops.segment_...：segment_ids 必须只有一个轴。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>ops.slice: a block of size {size} does not fit an axis of size {limit}.</source>
        <translation>ops.slice：大小为 {size} 的块与大小为 {limit} 的轴不匹配。</translation>
    </message>
    <message>
        <source>ops.sparse_categorical_crossentropy: target must have the shape of output without its last axis. Received {target} and {output}.</source>
        <translation>ops.sparse_categorical_crossentropy：target 的形状必须等于 output 去掉最后一个轴的形状。收到的是 {target} 和 {output}。</translation>
    </message>
    <message>
        <source>ops.split: an axis of size {size} cannot be split into {count} equal parts.</source>
        <translation>ops.split：大小为 {size} 的轴无法分成 {count} 等份。</translation>
    </message>
    <message>
        <source>ops.top_k: k must not be above the size of the last axis. Received k={k} and shape {shape}.</source>
        <translation>ops.top_k：k 不能大于最后一个轴的大小。收到的是 k={k}，形状为 {shape}。</translation>
    </message>
    <message>
        <source>ops.unique: size and fill_value are not there. Leave them out.</source>
        <translation>ops.unique：没有 size 和 fill_value。请去掉它们。</translation>
    </message>
    <message>
        <source>ops.{name}: cannot stand in a graph here. Use it within the call method of a layer of your own.</source>
        <translation>ops.{name}：不能放在这里的计算图中。请在自定义层的 call 方法中使用它。</translation>
    </message>
    <message>
        <source>ops.{name}: cannot take such arguments. Received shapes {shapes}. NumPy says: {reason}.</source>
        <translation>ops.{name}：不能接受这样的参数。收到的形状为 {shapes}。NumPy 的说明：{reason}。</translation>
    </message>
    <message>
        <source>ops.{name}: needs an input with 3 to {last} axes. Received shape {shape}.</source>
        <translation>ops.{name}：需要有 3 到 {last} 个轴的输入。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>ops.{name}: needs square matrices. Received shape {shape}.</source>
        <translation>ops.{name}：需要方阵。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>ops.{name}: takes symbolic tensors as its first arguments only. Received one as {names}. Give numbers or arrays there.</source>
        <translation>ops.{name}：只有最前面的参数可以是符号张量。{names} 收到了符号张量。请在该处给出数值或数组。</translation>
    </message>
    <message>
        <source>ops.{name}: target and output must have the same shape. Received {target} and {output}.</source>
        <translation>ops.{name}：target 和 output 的形状必须相同。收到的是 {target} 和 {output}。</translation>
    </message>
    <message>
        <source>ops: there is no operation &quot;{name}&quot; here.{hint} Known: {known}.</source>
        <translation>ops：这里没有运算“{name}”。{hint}已知的有：{known}。</translation>
    </message>
    <message>
        <source>pad_sequences: entries must have one shape, and those of sequence {row} have shape {received} instead of {expected}.</source>
        <translation>pad_sequences：各元素的形状必须相同，而序列 {row} 的元素形状为 {received}，不是 {expected}。</translation>
    </message>
    <message>
        <source>pad_sequences: maxlen must be a whole number of at least 0. Received {value!r}.</source>
        <translation>pad_sequences：maxlen 必须是不小于 0 的整数。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>pad_sequences: needs a list of sequences. Received {received!r} as sequence {row}.</source>
        <translation>pad_sequences：需要序列的列表。第 {row} 个序列收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>pad_sequences: needs a list of sequences. Received {received}.</source>
        <translation>pad_sequences：需要序列的列表。收到的是 {received}。</translation>
    </message>
    <message>
        <source>pad_sequences: sequence {row} cannot be an array of {dtype}: {reason}.</source>
        <translation>pad_sequences：序列 {row} 无法转换为 {dtype} 数组：{reason}。</translation>
    </message>
    <message>
        <source>pad_sequences: there are no sequences. Give maxlen.</source>
        <translation>pad_sequences：没有序列。请给出 maxlen。</translation>
    </message>
    <message>
        <source>pad_sequences: value {value!r} does not fit dtype {dtype}. Write dtype=object for texts.</source>
        <translation>pad_sequences：value {value!r} 与 dtype {dtype} 不匹配。对于文本，请写 dtype=object。</translation>
    </message>
    <message>
        <source>pad_sequences: {name} must be &quot;pre&quot; or &quot;post&quot;. Received {choice!r}.</source>
        <translation>pad_sequences：{name} 必须是 &quot;pre&quot; 或 &quot;post&quot;。收到的是 {choice!r}。</translation>
    </message>
    <message>
        <source>predict: batches give outputs of different shapes ({first} and {other}), which cannot be put into one array. Use predict_on_batch.</source>
        <translation>predict：各批次给出的输出形状不同（{first} 和 {other}），无法放入一个数组。请使用 predict_on_batch。</translation>
    </message>
    <message>
        <source>quantile: method must be linear, lower, higher, midpoint or nearest. Received {method!r}.</source>
        <translation>quantile：method 必须是 linear、lower、higher、midpoint 或 nearest。收到的是 {method!r}。</translation>
    </message>
    <message>
        <source>register_keras_serializable: {name} cannot be written to a file, it has no get_config(). Write one that returns the arguments of its constructor.</source>
        <translation>register_keras_serializable：{name} 无法写入文件，因为它没有 get_config()。请编写一个，返回其构造函数的参数。</translation>
    </message>
    <message>
        <source>runs code that is not in the file</source>
        <translation>会运行不在文件中的代码</translation>
    </message>
    <message>
        <source>runs code that is stored in the file</source>
        <translation>会运行存储在文件中的代码</translation>
    </message>
    <message>
        <source>sample weights of output</source>
        <translation>样本权重：输出</translation>
    </message>
    <message>
        <source>timeseries_dataset_from_array: a series of {steps} steps has no window of {length} entries. Use a smaller sequence_length or sampling_rate.</source>
        <translation>timeseries_dataset_from_array：{steps} 步的序列中没有 {length} 个元素的窗口。请使用更小的 sequence_length 或 sampling_rate。</translation>
    </message>
    <message>
        <source>timeseries_dataset_from_array: data must have one row for each step. Received a single number.</source>
        <translation>timeseries_dataset_from_array：data 必须每个时间步占一行。收到的是单个数。</translation>
    </message>
    <message>
        <source>timeseries_dataset_from_array: start_index must lie between 0 and {most}. Received {value!r}.</source>
        <translation>timeseries_dataset_from_array：start_index 必须在 0 到 {most} 之间。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>timeseries_dataset_from_array: {name} must lie between 1 and {most} for a series of {steps} steps. Received {value!r}.</source>
        <translation>timeseries_dataset_from_array：对于 {steps} 步的序列，{name} 必须在 1 和 {most} 之间。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>validation_split must lie between 0 and 1. Received {fraction!r}.</source>
        <translation>validation_split 必须在 0 和 1 之间。收到的是 {fraction!r}。</translation>
    </message>
    <message>
        <source>{cls}: a method {name} of your own is not called by fit, evaluate and predict here. Write a Loss, a Metric or a Callback, or a loop of train_on_batch.</source>
        <translation>{cls}：这里的 fit、evaluate 和 predict 不会调用您自己的方法 {name}。请编写 Loss、Metric 或 Callback，或用 train_on_batch 编写循环。</translation>
    </message>
    <message>
        <source>{cls}: a model with a method call takes name, trainable and dtype. Received {received}. Call super().__init__() without inputs and outputs.</source>
        <translation>{cls}：带有方法 call 的模型接受 name、trainable 和 dtype。收到的是 {received}。请调用不含输入和输出的 super().__init__()。</translation>
    </message>
    <message>
        <source>{dataset}: __getitem__ must return a tuple: (x,), (x, y) or (x, y, sample_weight). Received {received} as batch {number}.</source>
        <translation>{dataset}：__getitem__ 必须返回元组：(x,)、(x, y) 或 (x, y, sample_weight)。批次 {number} 收到的是 {received}。</translation>
    </message>
    <message>
        <source>{dataset}: has no batches, its length is 0. Give at least one.</source>
        <translation>{dataset}：没有批次，长度为 0。请至少给出一个批次。</translation>
    </message>
    <message>
        <source>{initializer}: random values need a dtype with fractions. Received {dtype}. Use dtype=&quot;float32&quot;, or the initializer &quot;zeros&quot;.</source>
        <translation>{initializer}：随机值需要带小数的 dtype。收到的是 {dtype}。请使用 dtype=&quot;float32&quot;，或初始化器 &quot;zeros&quot;。</translation>
    </message>
    <message>
        <source>{module}.{old} is not a class. Use {module}.{new}.</source>
        <translation>{module}.{old} 不是类。请使用 {module}.{new}。</translation>
    </message>
    <message>
        <source>{owner}: whether {monitor} should rise or fall is not known. Write mode=&quot;max&quot; or mode=&quot;min&quot;. Known: {names}.</source>
        <translation>{owner}：不知道 {monitor} 应上升还是下降。请写 mode=&quot;max&quot; 或 mode=&quot;min&quot;。已知的有：{names}。</translation>
    </message>
    <message>
        <source>{path}: array {name} cannot be read ({reason}). Download it anew.</source>
        <translation>{path}：无法读取数组 {name} ({reason})。请重新下载。</translation>
    </message>
    <message>
        <source>{path}: array {name} is too large ({size} bytes).</source>
        <translation>{path}：数组 {name} 太大（{size} 字节）。</translation>
    </message>
    <message>
        <source>{path}: cannot be read ({reason}). Download it anew.</source>
        <translation>{path}：无法读取 ({reason})。请重新下载。</translation>
    </message>
    <message>
        <source>{path}: cannot be read ({reason}). Unpack the archive anew.</source>
        <translation>{path}：无法读取 ({reason})。请重新解压压缩包。</translation>
    </message>
    <message>
        <source>{path}: has no array called {name}. It has: {names}.</source>
        <translation>{path}：没有名为 {name} 的数组。其中有：{names}。</translation>
    </message>
    <message>
        <source>{path}: has no file {name}.</source>
        <translation>{path}：没有文件 {name}。</translation>
    </message>
    <message>
        <source>{path}: holds something else than numbers and lists, or is damaged ({reason}). Download it anew.</source>
        <translation>{path}：含有数值和列表以外的内容，或已损坏 ({reason})。请重新下载。</translation>
    </message>
    <message>
        <source>{path}: is too large.</source>
        <translation>{path}：太大。</translation>
    </message>
    <message>
        <source>{path}: must hold lists of whole numbers.</source>
        <translation>{path}：必须包含整数列表。</translation>
    </message>
    <message>
        <source>{path}: must hold pictures of 3072 numbers and their {labels}.</source>
        <translation>{path}：必须含有各由 3072 个数组成的图片，以及它们的 {labels}。</translation>
    </message>
    <message>
        <source>{path}: must hold the number of each word.</source>
        <translation>{path}：必须包含每个词的编号。</translation>
    </message>
    <message>
        <source>{path}: the name of this kind of file ends in {suffix}, not in {ending}. Choose another name or another kind.</source>
        <translation>{path}：此类文件的名称以 {suffix} 结尾，而不是 {ending}。请选择其他名称或其他类型。</translation>
    </message>
    <message>
        <source>{path}: there is no such file, and nothing is downloaded here. Download {origin}, put it there under that name, or give its path.</source>
        <translation>{path}：没有这个文件，而且这里不会下载任何内容。请下载 {origin}，以该名称放到该处，或给出它的路径。</translation>
    </message>
    <message>
        <source>{start}holds an object of class &quot;{name}&quot;, not a model that is known. Models are Sequential, Functional, and classes that are registered or given as custom_objects.</source>
        <translation>{start}其中是类“{name}”的对象，而不是已知的模型。模型可以是 Sequential、Functional，以及已注册或通过 custom_objects 给出的类。</translation>
    </message>
    <message>
        <source>{start}{place}: its options are damaged ({reason}).</source>
        <translation>{start}{place}：其选项已损坏 ({reason})。</translation>
    </message>
    <message>
        <source>{start}{what} cannot be called as the file says ({reason}).</source>
        <translation>{start}无法按文件所述调用 {what} ({reason})。</translation>
    </message>
    <message>
        <source>{what}: an array has the dtype {dtype!r}</source>
        <translation>{what}：有数组的 dtype 为 {dtype!r}</translation>
    </message>
    <message>
        <source>{what}: an array has too many axes</source>
        <translation>{what}：数组的轴过多</translation>
    </message>
    <message>
        <source>{what}: an array is damaged</source>
        <translation>{what}：有数组已损坏</translation>
    </message>
    <message>
        <source>{what}: limits of a slice must be numbers</source>
        <translation>{what}：切片的界限必须是数字</translation>
    </message>
    <message>
        <source>{what}: {name} must not be given along with a {source}, which yields it itself, as in (x, y, sample_weight).</source>
        <translation>{what}：{name} 不能与 {source} 一起给出，后者本身就会产生它，例如 (x, y, sample_weight)。</translation>
    </message>
    <message>
        <source>{where}: a call takes a list of tensors, [query, value] or [query, value, key], and by name mask, {names}. Received {received}.</source>
        <translation>{where}：调用时需要张量列表 [query, value] 或 [query, value, key]，并可按名称给出 mask、{names}。收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: a call takes {names}. Received {received}.</source>
        <translation>{where}：调用时接受 {names}。收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: a cell needs the attribute state_size: the size of its state, or a list of sizes.</source>
        <translation>{where}：单元（cell）需要属性 state_size：其状态的大小，或各大小的列表。</translation>
    </message>
    <message>
        <source>{where}: a mask must have the shape of the input, or sizes of 1 that are repeated. Received a mask of shape {mask} for an input of shape {shape}. Give it as many axes as the input.</source>
        <translation>{where}：掩码的形状必须与输入相同，或某些维度为 1 以便重复。收到形状为 {mask} 的掩码，而输入的形状为 {shape}。请让掩码的轴数与输入相同。</translation>
    </message>
    <message>
        <source>{where}: a mean of shape {mean} does not fit the sizes {sizes} of the axes {axis}. Give one number for each position.</source>
        <translation>{where}：形状为 {mean} 的均值与轴 {axis} 的大小 {sizes} 不匹配。请为每个位置给出一个数。</translation>
    </message>
    <message>
        <source>{where}: a name cannot contain &quot;/&quot;. Use another sign.</source>
        <translation>{where}：名称不能包含“/”。请使用其他符号。</translation>
    </message>
    <message>
        <source>{where}: a step of the function has no derivative here: {reason}. Compute with operators and functions of engine.ops; arrays cannot be written to.</source>
        <translation>{where}：函数中有一步在这里无法求导：{reason}。请用运算符和 engine.ops 的函数计算；数组不可写入。</translation>
    </message>
    <message>
        <source>{where}: a window of {window} does not fit an input of {size}. Use padding=&quot;same&quot; or a smaller window.</source>
        <translation>{where}：窗口 {window} 与大小为 {size} 的输入不匹配。请使用 padding=&quot;same&quot; 或更小的窗口。</translation>
    </message>
    <message>
        <source>{where}: adapt received batches with {first} and with {received} axes. Give batches of one shape.</source>
        <translation>{where}：adapt 收到的批次轴数不同：{first} 和 {received}。请给出形状一致的批次。</translation>
    </message>
    <message>
        <source>{where}: adapt received no data. Give at least one sample.</source>
        <translation>{where}：adapt 没有收到数据。请至少给出一个样本。</translation>
    </message>
    <message>
        <source>{where}: adapt takes an array or batches of arrays. Received {kind}.</source>
        <translation>{where}：adapt 接受数组或多个批次的数组。收到的是 {kind}。</translation>
    </message>
    <message>
        <source>{where}: adapt takes arrays of numbers, with an axis of samples. Received {kind}. Give an array, or batches that are arrays.</source>
        <translation>{where}：adapt 接受带有样本轴的数值数组。收到的是 {kind}。请给出一个数组，或由数组构成的批次。</translation>
    </message>
    <message>
        <source>{where}: add_loss works within the method call of a layer only.</source>
        <translation>{where}：add_loss 只能在层的 call 方法中使用。</translation>
    </message>
    <message>
        <source>{where}: an argument of its call cannot be written to a file. Received {value!r}. Use tensors, numbers, arrays and texts only.</source>
        <translation>{where}：其调用的一个参数无法写入文件。收到的是 {value!r}。请只使用张量、数值、数组和文本。</translation>
    </message>
    <message>
        <source>{where}: an input has no axis {axis} besides the batch axis. Received shape {shape}. Use an axis from 1 to {last}.</source>
        <translation>{where}：除批次轴外，输入没有轴 {axis}。收到的形状为 {shape}。请使用 1 到 {last} 之间的轴。</translation>
    </message>
    <message>
        <source>{where}: argument {name} cannot be written to a config. Give the class a method get_config. Received {value}.</source>
        <translation>{where}：参数 {name} 无法写入配置。请为该类编写 get_config 方法。收到的是 {value}。</translation>
    </message>
    <message>
        <source>{where}: as a cell it must return its output and states of the same shapes as before. Received {after} after {before}.</source>
        <translation>{where}：作为单元（cell），它返回的输出和状态的形状必须与之前相同。之前为 {before}，收到的是 {after}。</translation>
    </message>
    <message>
        <source>{where}: attention_axes {axes} must name axes in 1 .. {last}, each once, for an input with {rank} axes.</source>
        <translation>{where}：attention_axes {axes} 必须是 1 .. {last} 之内的轴，且不能重复；输入有 {rank} 个轴。</translation>
    </message>
    <message>
        <source>{where}: axes {axes} name an axis twice for an input of shape {shape}. Name each once.</source>
        <translation>{where}：对形状为 {shape} 的输入，轴 {axes} 中有一个轴出现了两次。每个轴请只指定一次。</translation>
    </message>
    <message>
        <source>{where}: axis {axis} does not fit the input. Received shape {shape}. Use different axes from 1 to {last}.</source>
        <translation>{where}：轴 {axis} 与输入不匹配。收到的形状为 {shape}。请使用 1 到 {last} 之间互不相同的轴。</translation>
    </message>
    <message>
        <source>{where}: axis {axis} is that of the samples, which cannot be normalized alone. Received shape {shape}. Use an axis in 1 .. {last}.</source>
        <translation>{where}：轴 {axis} 是样本所在的轴，不能单独对它做归一化。收到的形状为 {shape}。请使用 1 .. {last} 之内的轴。</translation>
    </message>
    <message>
        <source>{where}: axis {label} has size {size} in output_shape and {received} in the input. Received shape {shape}. Give both the same size, or write None in output_shape.</source>
        <translation>{where}：轴 {label} 在 output_shape 中的大小为 {size}，在输入中为 {received}。收到的形状为 {shape}。请让两者大小相同，或在 output_shape 中写 None。</translation>
    </message>
    <message>
        <source>{where}: bias_axes must name axes of the output {output}. Received {axes!r}.</source>
        <translation>{where}：bias_axes 必须指定输出 {output} 的轴。收到的是 {axes!r}。</translation>
    </message>
    <message>
        <source>{where}: both layers need the same {option}. Received {first} and {second}.</source>
        <translation>{where}：两个层的 {option} 必须相同。收到的是 {first} 和 {second}。</translation>
    </message>
    <message>
        <source>{where}: boundaries and values must be lists of numbers. Received {boundaries} and {values}.</source>
        <translation>{where}：boundaries 和 values 必须是数字列表。收到的是 {boundaries} 和 {values}。</translation>
    </message>
    <message>
        <source>{where}: call it with a list, [query, value] or [query, value, key]. Received shape {shape}.</source>
        <translation>{where}：请用列表调用它，即 [query, value] 或 [query, value, key]。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>{where}: call it with a query and a value, such as layer(x, x).</source>
        <translation>{where}：调用时请给出 query 和 value，例如 layer(x, x)。</translation>
    </message>
    <message>
        <source>{where}: call it with an input.</source>
        <translation>{where}：请用一个输入来调用。</translation>
    </message>
    <message>
        <source>{where}: call it with one sequence, and with the first states as initial_state=[...].</source>
        <translation>{where}：请用一个序列调用它，并用 initial_state=[...] 给出初始状态。</translation>
    </message>
    <message>
        <source>{where}: cannot take such inputs. Received shapes {shapes}. {reason}</source>
        <translation>{where}：不能接受这样的输入。收到的形状为 {shapes}。{reason}</translation>
    </message>
    <message>
        <source>{where}: changes the shape {expected} to {received} and cannot be the activation of another layer. Call it on the output of that layer.</source>
        <translation>{where}：会把形状从 {expected} 变为 {received}，不能作为其他层的激活函数。请对该层的输出调用它。</translation>
    </message>
    <message>
        <source>{where}: cropping {cuts} leaves nothing of an input of shape {shape}. Cut off less.</source>
        <translation>{where}：裁剪 {cuts} 后，形状为 {shape} 的输入没有剩余。请少裁剪一些。</translation>
    </message>
    <message>
        <source>{where}: each boundary must be larger than the one before. Received {boundaries}.</source>
        <translation>{where}：每个边界必须大于前一个。收到的是 {boundaries}。</translation>
    </message>
    <message>
        <source>{where}: equation {equation} names {expected} axes of the input. Received an input with {received} axes. Name as many, with the one of the samples.</source>
        <translation>{where}：equation {equation} 指定了输入的 {expected} 个轴。收到的输入有 {received} 个轴。请指定同样多的轴，包括样本轴。</translation>
    </message>
    <message>
        <source>{where}: exclude_from_weight_decay must be called before the optimizer is used. Make a new optimizer.</source>
        <translation>{where}：exclude_from_weight_decay 必须在使用优化器之前调用。请新建优化器。</translation>
    </message>
    <message>
        <source>{where}: filters must be a multiple of groups. Received filters={filters} and groups={groups}. Change one of them.</source>
        <translation>{where}：filters 必须是 groups 的倍数。收到的是 filters={filters} 和 groups={groups}。请更改其中之一。</translation>
    </message>
    <message>
        <source>{where}: get_initial_state needs the batch_size.</source>
        <translation>{where}：get_initial_state 需要 batch_size。</translation>
    </message>
    <message>
        <source>{where}: has a given mean and variance. Leave the options out to take them from data with adapt.</source>
        <translation>{where}：均值和方差已给定。要用 adapt 从数据中求得，请去掉这两个选项。</translation>
    </message>
    <message>
        <source>{where}: has no method call of its own. Call the layer itself, as in layer(x).</source>
        <translation>{where}：没有自己的 call 方法。请直接调用层，例如 layer(x)。</translation>
    </message>
    <message>
        <source>{where}: has no weights yet. Call it on an input first.</source>
        <translation>{where}：还没有权重。请先用一个输入调用它。</translation>
    </message>
    <message>
        <source>{where}: has weights and cannot be the activation of another layer. Call it on the output of that layer.</source>
        <translation>{where}：含有权重，不能作为另一个层的激活函数。请对那个层的输出调用它。</translation>
    </message>
    <message>
        <source>{where}: has {expected} inputs ({names}). Received {received} shapes.</source>
        <translation>{where}：有 {expected} 个输入 ({names})。收到 {received} 个形状。</translation>
    </message>
    <message>
        <source>{where}: has {expected} weights. Received {received} arrays.</source>
        <translation>{where}：有 {expected} 个权重。收到 {received} 个数组。</translation>
    </message>
    <message>
        <source>{where}: initial_state must have the shapes {wanted}. Received {given}.</source>
        <translation>{where}：initial_state 的形状必须为 {wanted}。收到的是 {given}。</translation>
    </message>
    <message>
        <source>{where}: input &quot;{name}&quot; has shape {expected}. Received {shape}.</source>
        <translation>{where}：输入“{name}”的形状为 {expected}。收到的是 {shape}。</translation>
    </message>
    <message>
        <source>The month to predict, as measured.</source>
        <translation>要预测的月份的测量值。</translation>
    </message>
    <message>
        <source>(1 - p[t] ** q) / q for targets that are class numbers t.</source>
        <translation>(1 - p[t] ** q) / q，目标是类别编号 t。</translation>
    </message>
    <message>
        <source>-alpha * sum(t * (1 - p) ** gamma * log(p)) over the classes.</source>
        <translation>沿各类别求和：-alpha * sum(t * (1 - p) ** gamma * log(p))。</translation>
    </message>
    <message>
        <source>1 - 2 * sum(y_true * y_pred) / (sum(y_true) + sum(y_pred)).</source>
        <translation>1 - 2 * sum(y_true * y_pred) / (sum(y_true) + sum(y_pred))。</translation>
    </message>
    <message>
        <source>1 less the overlap over itself and what is wrong on either side.</source>
        <translation>1 减去重叠部分与“重叠部分加两侧错误部分”之比。</translation>
    </message>
    <message>
        <source>1 prints a line at each change.</source>
        <translation>为 1 时，每次改变都显示一行。</translation>
    </message>
    <message>
        <source>A lambda cannot be written to a config. Write a function with def, and give it as custom_objects when the config is read.</source>
        <translation>lambda 无法写入配置。请用 def 编写函数，并在读取配置时通过 custom_objects 给出。</translation>
    </message>
    <message>
        <source>A schedule must be a LearningRateSchedule. Received {value!r}. Subclass LearningRateSchedule and write __call__(self, step).</source>
        <translation>学习率计划必须是 LearningRateSchedule。收到的是 {value!r}。请继承 LearningRateSchedule 并编写 __call__(self, step)。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Adam that needs no schedule: gradients are taken between steps and their mean.</source>
        <translation>无需学习率调度的 Adam：在更新步与其均值之间的位置计算梯度。</translation>
    </message>
    <message>
        <source>Adam that takes a share off every weight at each step, beside the gradient.</source>
        <translation>一种 Adam：每一步除按梯度更新外，还从每个权重中减去一定比例。</translation>
    </message>
    <message>
        <source>Adam with Nesterov&apos;s momentum, whose share grows with the steps.</source>
        <translation>带 Nesterov 动量的 Adam，动量的比重随步数增大。</translation>
    </message>
    <message>
        <source>Adam with the largest recent gradient in place of the root of the mean square.</source>
        <translation>Adam 的变体，用近期最大的梯度代替平方均值的平方根。</translation>
    </message>
    <message>
        <source>Adam&apos;s steps, made as long for each weight array as its norm says.</source>
        <translation>Adam 的更新步，每个权重数组的步长由其范数决定。</translation>
    </message>
    <message>
        <source>Add a bias to each filter&apos;s result.</source>
        <translation>给每个滤波器的结果加上偏置。</translation>
    </message>
    <message>
        <source>Add a bias to each mixture.</source>
        <translation>给每个混合结果加上偏置。</translation>
    </message>
    <message>
        <source>Add an axis for channels with Reshape({shape}).</source>
        <translation>请用 Reshape({shape}) 添加通道轴。</translation>
    </message>
    <message>
        <source>Add bias vectors to the projections.</source>
        <translation>给各投影加上偏置向量。</translation>
    </message>
    <message>
        <source>Add normally distributed noise of mean 0 while training: y = x + noise.</source>
        <translation>训练时加上均值为 0 的正态分布噪声：y = x + noise。</translation>
    </message>
    <message>
        <source>Add the learned shift beta.</source>
        <translation>加上学习得到的偏移 beta。</translation>
    </message>
    <message>
        <source>Added to the mean square, against division by zero.</source>
        <translation>加到平方均值上的数，以免除以零。</translation>
    </message>
    <message>
        <source>Added to the variance, against division by zero.</source>
        <translation>加到方差上的数，防止除以零。</translation>
    </message>
    <message>
        <source>All the same value, or the values of an array.</source>
        <translation>全为同一个值，或取数组中的值。</translation>
    </message>
    <message>
        <source>Apply a layer, or a whole model, to every step, with the same weights.</source>
        <translation>将一个层或整个模型应用于每个时间步，使用同一组权重。</translation>
    </message>
    <message>
        <source>Apply the reset gate after the product of the state, not before; the product has a bias of its own then.</source>
        <translation>在与状态相乘之后而不是之前应用重置门；此时该乘积有自己的偏置。</translation>
    </message>
    <message>
        <source>Area under the ROC curve, or under that of precision over recall.</source>
        <translation>ROC 曲线下的面积，或精确率-召回率曲线下的面积。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Attention with several heads, of which groups share a key and a value.</source>
        <translation>多头注意力，每组头共用键和值。</translation>
    </message>
    <message>
        <source>Axes along which the slope is the same; the first one of a sample is 1.</source>
        <translation>斜率相同的各轴；样本的第一个轴为 1。</translation>
    </message>
    <message>
        <source>Axes of input, kernel and output, such as &quot;ab,bc-&gt;ac&quot;.</source>
        <translation>输入、核（kernel）和输出的轴，例如 &quot;ab,bc-&gt;ac&quot;。</translation>
    </message>
    <message>
        <source>Axes of the incoming connections.</source>
        <translation>传入连接所在的轴。</translation>
    </message>
    <message>
        <source>Axes of the outgoing connections.</source>
        <translation>输出连接所在的轴。</translation>
    </message>
    <message>
        <source>Axes of the output that a bias is learned for.</source>
        <translation>输出中学习偏置的轴。</translation>
    </message>
    <message>
        <source>Axes that are attended along; none means all but samples and features.</source>
        <translation>注意力所沿的轴；none 表示除样本和特征之外的所有轴。</translation>
    </message>
    <message>
        <source>Axes that are summed over; None is the whole batch.</source>
        <translation>求和所沿的轴；None 表示整个批次。</translation>
    </message>
    <message>
        <source>Axes that have statistics of their own for each position; None for one mean and variance of all.</source>
        <translation>每个位置各有统计量的轴；None 表示全体共用一个均值和方差。</translation>
    </message>
    <message>
        <source>Axes that mean and variance are taken over, features first.</source>
        <translation>求均值和方差所沿的轴，默认为特征轴。</translation>
    </message>
    <message>
        <source>Axes that the length is taken over.</source>
        <translation>计算长度所沿的轴。</translation>
    </message>
    <message>
        <source>Axes that the mean square is taken over.</source>
        <translation>求平方均值所沿的轴。</translation>
    </message>
    <message>
        <source>Axis along which the correlation is taken.</source>
        <translation>计算相关性所沿的轴。</translation>
    </message>
    <message>
        <source>Axis of the channels.</source>
        <translation>通道所在的轴。</translation>
    </message>
    <message>
        <source>Axis of the columns.</source>
        <translation>列所在的轴。</translation>
    </message>
    <message>
        <source>Axis of the vectors.</source>
        <translation>向量所在的轴。</translation>
    </message>
    <message>
        <source>Axis that is added up, or one for each input; the batch axis is 0.</source>
        <translation>求和所沿的轴，或为每个输入各给一个；批次轴为 0。</translation>
    </message>
    <message>
        <source>Axis, or axes, along which the sum is 1.</source>
        <translation>沿其求和为 1 的一个或多个轴。</translation>
    </message>
    <message>
        <source>BackupAndRestore: backup_dir is empty. Give the path of a folder.</source>
        <translation>BackupAndRestore：backup_dir 为空。请给出文件夹的路径。</translation>
    </message>
    <message>
        <source>BackupAndRestore: the model has no weights yet. Begin it with keras.Input(shape=...) or call build(input_shape) before fit.</source>
        <translation>BackupAndRestore：模型还没有权重。请以 keras.Input(shape=...) 开头，或在 fit 之前调用 build(input_shape)。</translation>
    </message>
    <message>
        <source>Batch {number} of the {source}: {reason}</source>
        <translation>{source}的批次 {number}：{reason}</translation>
    </message>
    <message>
        <source>Batches to measure closely; there is no such measuring here.</source>
        <translation>要详细测量的批次；这里没有这种测量。</translation>
    </message>
    <message>
        <source>Batches whose mean gradient makes one step.</source>
        <translation>多少个批次的梯度均值构成一步。</translation>
    </message>
    <message>
        <source>Begin each batch with the states that the batch before ended with.</source>
        <translation>每个批次从上一批次结束时的状态开始。</translation>
    </message>
    <message>
        <source>Bend negative numbers: y = x if x &gt; 0 else alpha * (exp(x) - 1).</source>
        <translation>将负数部分弯曲：y = x if x &gt; 0 else alpha * (exp(x) - 1)。</translation>
    </message>
    <message>
        <source>Binary crossentropy times (1 - p_t) ** gamma.</source>
        <translation>二元交叉熵乘以 (1 - p_t) ** gamma。</translation>
    </message>
    <message>
        <source>Bring each channel to mean 0 and variance 1 over the batch, scale and shift.</source>
        <translation>使每个通道在批次内均值为 0、方差为 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Bring each sample, or each step, to mean 0 and variance 1, scale and shift.</source>
        <translation>使每个样本或每个时间步的均值为 0、方差为 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Bring features to mean 0 and variance 1, with statistics of the data.</source>
        <translation>用数据的统计量使特征的均值为 0、方差为 1。</translation>
    </message>
    <message>
        <source>Bring groups of channels of each sample to mean 0 and variance 1.</source>
        <translation>使每个样本的各组通道均值为 0、方差为 1。</translation>
    </message>
    <message>
        <source>Bring samples into a shape such as {shape} with a Reshape layer.</source>
        <translation>请用 Reshape 层将样本变为例如 {shape} 的形状。</translation>
    </message>
    <message>
        <source>Call set_weights([...]) on the layer of the finished model.</source>
        <translation>请对完成的模型中的该层调用 set_weights([...])。</translation>
    </message>
    <message>
        <source>Character between the columns.</source>
        <translation>列之间的分隔字符。</translation>
    </message>
    <message>
        <source>Class number whose targets do not count.</source>
        <translation>目标为此类别编号时不计入。</translation>
    </message>
    <message>
        <source>Coefficient of determination: the share of the variance that is explained.</source>
        <translation>决定系数：能被解释的方差所占的比例。</translation>
    </message>
    <message>
        <source>Compute it with NumPy.</source>
        <translation>请用 NumPy 计算。</translation>
    </message>
    <message>
        <source>Compute them with NumPy.</source>
        <translation>请用 NumPy 计算。</translation>
    </message>
    <message>
        <source>Connect axes as an equation says: y = activation(einsum(x, kernel) + bias).</source>
        <translation>按等式连接各轴：y = activation(einsum(x, kernel) + bias)。</translation>
    </message>
    <message>
        <source>Connectionist temporal classification: -log of the probability of labels.</source>
        <translation>连接时序分类 (CTC)：标签概率的 -log。</translation>
    </message>
    <message>
        <source>Constant: an array of shape {received} does not fit a weight of shape {shape}. Give one that does.</source>
        <translation>Constant：形状为 {received} 的数组与形状为 {shape} 的权重不匹配。请给出匹配的数组。</translation>
    </message>
    <message>
        <source>Correct batch statistics towards the moving ones (batch renormalization).</source>
        <translation>将批次统计量向移动统计量校正（批次重归一化，batch renormalization）。</translation>
    </message>
    <message>
        <source>Cosines or sines: which part of the transform.</source>
        <translation>余弦或正弦：取变换的哪一部分。</translation>
    </message>
    <message>
        <source>Cubic factor of the iteration.</source>
        <translation>迭代的三次项系数。</translation>
    </message>
    <message>
        <source>Curve: true over false positives (ROC), precision over recall (PR), or their gains (PRGAIN).</source>
        <translation>曲线：真阳性率对假阳性率 (ROC)、精确率对召回率 (PR)，或两者的增益 (PRGAIN)。</translation>
    </message>
    <message>
        <source>Cut a sequence into parts and keep the largest value of each, for each channel.</source>
        <translation>将序列分成若干部分，对每个通道保留各部分的最大值。</translation>
    </message>
    <message>
        <source>Cut a sequence into parts and keep the mean of each, for each channel.</source>
        <translation>将序列分成若干部分，对每个通道保留各部分的均值。</translation>
    </message>
    <message>
        <source>Cut a volume into parts and keep the largest value of each, for each channel.</source>
        <translation>将三维数据分成若干块，对每个通道保留每块的最大值。</translation>
    </message>
    <message>
        <source>Cut a volume into parts and keep the mean of each, for each channel.</source>
        <translation>将三维体分成若干部分，对每个通道保留各部分的平均值。</translation>
    </message>
    <message>
        <source>Cut an image into parts and keep the largest value of each, for each channel.</source>
        <translation>将图像分成若干部分，对每个通道保留各部分的最大值。</translation>
    </message>
    <message>
        <source>Cut an image into parts and keep the mean of each, for each channel.</source>
        <translation>将图像分成若干块，对每个通道保留每块的均值。</translation>
    </message>
    <message>
        <source>Cut off the borders of a volume.</source>
        <translation>裁去三维体的边缘。</translation>
    </message>
    <message>
        <source>Cut off the borders of an image.</source>
        <translation>裁去图像的边缘。</translation>
    </message>
    <message>
        <source>Cut off the first and last steps of a sequence.</source>
        <translation>剪去序列开头和末尾的时间步。</translation>
    </message>
    <message>
        <source>Cut off what is small: y = max(x, 0), with further bends on demand.</source>
        <translation>截去小的值：y = max(x, 0)，可按需增加其他转折。</translation>
    </message>
    <message>
        <source>Delete the backup when training is complete.</source>
        <translation>训练完成后删除备份。</translation>
    </message>
    <message>
        <source>Difference of two inputs, element by element: y = x1 - x2.</source>
        <translation>两个输入逐元素相减：y = x1 - x2。</translation>
    </message>
    <message>
        <source>Distance kept between classes.</source>
        <translation>类别之间保持的距离。</translation>
    </message>
    <message>
        <source>Divide by the lengths first: the result is the cosine of the angle.</source>
        <translation>先除以长度：结果为夹角的余弦。</translation>
    </message>
    <message>
        <source>Divide by the standard deviation without subtracting the mean.</source>
        <translation>除以标准差，但不减去均值。</translation>
    </message>
    <message>
        <source>Divide each sample, or each step, by its Euclidean length.</source>
        <translation>将每个样本或每个时间步除以其欧几里得长度。</translation>
    </message>
    <message>
        <source>Divide each sample, or each step, by its root mean square, and scale.</source>
        <translation>将每个样本或每个时间步除以其均方根，再缩放。</translation>
    </message>
    <message>
        <source>Divides each gradient by the root of the sum of all its squares so far.</source>
        <translation>将每个梯度除以其迄今所有平方之和的平方根。</translation>
    </message>
    <message>
        <source>Draw numbers with numpy.random.default_rng(seed), also within a method call of a layer.</source>
        <translation>请用 numpy.random.default_rng(seed) 生成随机数，在层的 call 方法中也可以。</translation>
    </message>
    <message>
        <source>Elements added at the end of each axis; none means to fit the strides.</source>
        <translation>每个轴末端添加的元素数；none 表示按步幅自动确定。</translation>
    </message>
    <message>
        <source>Elements cut off the start and the end of each axis.</source>
        <translation>在每个轴的开头和末尾裁去的元素数。</translation>
    </message>
    <message>
        <source>Enlarge a sequence: the shapes of a convolution, from output to input.</source>
        <translation>放大序列：形状变化与卷积相反，从输出到输入。</translation>
    </message>
    <message>
        <source>Enlarge a volume: the shapes of a convolution, from output to input.</source>
        <translation>放大三维体：形状变化与卷积相反，由输出到输入。</translation>
    </message>
    <message>
        <source>Enlarge an image: the shapes of a convolution, from output to input.</source>
        <translation>放大图像：形状变化与卷积相反，从输出到输入。</translation>
    </message>
    <message>
        <source>Enlarge images by whole factors.</source>
        <translation>按整数倍放大图像。</translation>
    </message>
    <message>
        <source>Epochs after a change in which none are counted.</source>
        <translation>每次变化之后不计数的轮次数。</translation>
    </message>
    <message>
        <source>Epochs between two copies of the embeddings; 0 is none.</source>
        <translation>两次保存嵌入之间的轮数；0 表示不保存。</translation>
    </message>
    <message>
        <source>Epochs between two histograms of the weights; 0 is none.</source>
        <translation>两次权重直方图之间的轮数；0 表示不写。</translation>
    </message>
    <message>
        <source>Epochs without improvement after which the learning rate falls.</source>
        <translation>经过多少轮次没有改善后降低学习率。</translation>
    </message>
    <message>
        <source>Factor of negative numbers.</source>
        <translation>负数的系数。</translation>
    </message>
    <message>
        <source>Factor of the penalty on absolute values.</source>
        <translation>对绝对值的惩罚的系数。</translation>
    </message>
    <message>
        <source>Factor of the penalty on squares that is part of the gradient.</source>
        <translation>属于梯度一部分的平方惩罚的系数。</translation>
    </message>
    <message>
        <source>Factor of the penalty on squares.</source>
        <translation>平方惩罚的系数。</translation>
    </message>
    <message>
        <source>Factor; a list holds one for each size of the last axis.</source>
        <translation>系数；给出列表时，最后一个轴的每个位置各一个。</translation>
    </message>
    <message>
        <source>Factors for each axis.</source>
        <translation>每个轴的倍数。</translation>
    </message>
    <message>
        <source>Factors for height and width.</source>
        <translation>高度和宽度的倍数。</translation>
    </message>
    <message>
        <source>File to write.</source>
        <translation>要写入的文件。</translation>
    </message>
    <message>
        <source>File with the names of the entries of embeddings, or one for each layer.</source>
        <translation>存有嵌入各项名称的文件，或每个层一个文件。</translation>
    </message>
    <message>
        <source>First value of the sums of squares.</source>
        <translation>平方和的初始值。</translation>
    </message>
    <message>
        <source>First values of the biases.</source>
        <translation>各偏置的初始值。</translation>
    </message>
    <message>
        <source>First values of the filters of channels.</source>
        <translation>逐通道滤波器的初始值。</translation>
    </message>
    <message>
        <source>First values of the filters.</source>
        <translation>滤波器的初始值。</translation>
    </message>
    <message>
        <source>First values of the kernels.</source>
        <translation>各核（kernel）的初始值。</translation>
    </message>
    <message>
        <source>First values of the moving mean.</source>
        <translation>移动均值的初始值。</translation>
    </message>
    <message>
        <source>First values of the moving variance.</source>
        <translation>移动方差的初始值。</translation>
    </message>
    <message>
        <source>First values of the scale.</source>
        <translation>缩放系数的初始值。</translation>
    </message>
    <message>
        <source>First values of the shift.</source>
        <translation>偏移的初始值。</translation>
    </message>
    <message>
        <source>First values of the slopes.</source>
        <translation>斜率的初始值。</translation>
    </message>
    <message>
        <source>First values of the weights of the mixtures.</source>
        <translation>混合权重的初始值。</translation>
    </message>
    <message>
        <source>Folder for the backup.</source>
        <translation>备份所用的文件夹。</translation>
    </message>
    <message>
        <source>Folder for the files.</source>
        <translation>存放文件的文件夹。</translation>
    </message>
    <message>
        <source>Follows the regularized leader: for large, sparse, shallow models.</source>
        <translation>跟随正则化领导者 (FTRL)：适合大型、稀疏的浅层模型。</translation>
    </message>
    <message>
        <source>For each axis of the output, which one of the input it is; the first axis of a sample is 1.</source>
        <translation>输出的每个轴对应输入的哪个轴；样本的第一个轴为 1。</translation>
    </message>
    <message>
        <source>Function of the state, or of what is to be added to it.</source>
        <translation>作用于状态或要加入状态的内容的函数。</translation>
    </message>
    <message>
        <source>Give dims as many axes as it has.</source>
        <translation>请让 dims 的轴数与输入相同。</translation>
    </message>
    <message>
        <source>Give it to the constructor of your keras.utils.PyDataset.</source>
        <translation>请把它传给您的 keras.utils.PyDataset 的构造函数。</translation>
    </message>
    <message>
        <source>Give sample_weight with one number for each step of the outputs instead.</source>
        <translation>请改为给出 sample_weight，为输出的每个时间步各给一个数。</translation>
    </message>
    <message>
        <source>Give targets of the shape of the predictions.</source>
        <translation>请给出与预测值形状相同的目标。</translation>
    </message>
    <message>
        <source>Give targets to fit as y.</source>
        <translation>请将目标作为 y 传给 fit。</translation>
    </message>
    <message>
        <source>Give the last layer 1 unit; for {classes} classes turn the targets into columns with utils.to_categorical and use categorical_hinge.</source>
        <translation>请让最后一层只有 1 个单元；对于 {classes} 个类别，请用 utils.to_categorical 将目标转换为列，并使用 categorical_hinge。</translation>
    </message>
    <message>
        <source>Give the last states, too.</source>
        <translation>同时给出最后的状态。</translation>
    </message>
    <message>
        <source>Give the shape, and call the model on the tensor.</source>
        <translation>请给出形状，并对该张量调用模型。</translation>
    </message>
    <message>
        <source>Go from normalized numbers back to the original ones.</source>
        <translation>从归一化的数变回原来的数。</translation>
    </message>
    <message>
        <source>Go on with a file that exists, instead of a new one.</source>
        <translation>继续写入已存在的文件，而不是新建文件。</translation>
    </message>
    <message>
        <source>Hand the output of each cell to the next, within one step.</source>
        <translation>在同一时间步内，将每个单元的输出传给下一个单元。</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall, in which recall counts `beta` times.</source>
        <translation>精确率和召回率的调和平均，其中召回率按 `beta` 倍计。</translation>
    </message>
    <message>
        <source>Harmonic mean of precision and recall.</source>
        <translation>精确率和召回率的调和平均。</translation>
    </message>
    <message>
        <source>Hinge loss of several classes over an epoch.</source>
        <translation>一轮中的多类别合页损失。</translation>
    </message>
    <message>
        <source>Hinge loss over an epoch.</source>
        <translation>一轮中的合页损失（hinge）。</translation>
    </message>
    <message>
        <source>How badly embeddings of one class lie nearer to each other than to other classes.</source>
        <translation>衡量嵌入未能做到“同类比异类更近”的程度。</translation>
    </message>
    <message>
        <source>How classes become one number: over all answers, over classes, or over classes by their frequency; None is one score for each.</source>
        <translation>各类别如何合成一个数：对所有回答、对各类别，或按频率加权对各类别；None 表示每个类别一个分数。</translation>
    </message>
    <message>
        <source>How columns become one number; None is one score for each.</source>
        <translation>如何将各列合成一个数；None 表示每列各一个分数。</translation>
    </message>
    <message>
        <source>How many classes may be guessed.</source>
        <translation>可以猜测多少个类别。</translation>
    </message>
    <message>
        <source>How much less easy samples count; 0 is no difference.</source>
        <translation>容易的样本权重降低的程度；0 表示没有差别。</translation>
    </message>
    <message>
        <source>How much of the moving averages stays at each step.</source>
        <translation>移动平均在每一步保留的比例。</translation>
    </message>
    <message>
        <source>How much of the statistics for the correction stays at each step.</source>
        <translation>每一步中，用于校正的统计量保留的比例。</translation>
    </message>
    <message>
        <source>How much the true class lacks to lie 1 above the best of the others.</source>
        <translation>真实类别的得分要比其他类别的最高得分高出 1，还差多少。</translation>
    </message>
    <message>
        <source>How often each step is repeated.</source>
        <translation>每个时间步重复的次数。</translation>
    </message>
    <message>
        <source>How often recall counts as much.</source>
        <translation>召回率的重要性是精确率的多少倍。</translation>
    </message>
    <message>
        <source>How sharply hard pairs stand out.</source>
        <translation>困难样本对突出的程度。</translation>
    </message>
    <message>
        <source>How the area between two points is estimated: between, above or below.</source>
        <translation>如何估计两点之间的面积：居中、偏上或偏下。</translation>
    </message>
    <message>
        <source>How the steps shrink with the sums of squares; 0 for not at all.</source>
        <translation>步长随平方和缩小的方式；0 表示不缩小。</translation>
    </message>
    <message>
        <source>How the two outputs are joined; none gives both.</source>
        <translation>两个输出的合并方式；none 表示两个都给出。</translation>
    </message>
    <message>
        <source>Identity: the weight must have two axes. Received shape {shape}.</source>
        <translation>Identity：权重必须有两个轴。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>Input: a graph cannot start at a tensor that exists already. Received tensor. Give the shape, and call the finished model on the tensor.</source>
        <translation>Input：计算图不能从已有的张量开始。收到了 tensor。请给出形状，并对该张量调用完成的模型。</translation>
    </message>
    <message>
        <source>Intersection over union of some classes, for one-hot targets.</source>
        <translation>部分类别的交并比，目标为 one-hot。</translation>
    </message>
    <message>
        <source>Intersection over union of some classes.</source>
        <translation>部分类别的交并比。</translation>
    </message>
    <message>
        <source>Intersection over union of yes/no answers.</source>
        <translation>是/否判断的交并比。</translation>
    </message>
    <message>
        <source>Its axes are positions and channels; use Dropout otherwise.</source>
        <translation>它的轴是位置和通道；否则请使用 Dropout。</translation>
    </message>
    <message>
        <source>Its first axis is that of the steps.</source>
        <translation>其第一个轴是时间步的轴。</translation>
    </message>
    <message>
        <source>Judges the moving averages of the weights instead of the weights.</source>
        <translation>用权重的移动平均代替权重进行评估。</translation>
    </message>
    <message>
        <source>Keep moving averages of the weights, and end training with them.</source>
        <translation>保留权重的移动平均值，训练结束时采用它们。</translation>
    </message>
    <message>
        <source>Keep the axes, with one element.</source>
        <translation>保留这些轴，大小为 1。</translation>
    </message>
    <message>
        <source>Keep the backup before, too, in case the last one is damaged.</source>
        <translation>同时保留前一个备份，以防最后一个损坏。</translation>
    </message>
    <message>
        <source>Keep the largest value of a sequence, for each channel.</source>
        <translation>对每个通道保留序列的最大值。</translation>
    </message>
    <message>
        <source>Keep the largest value of a volume, for each channel.</source>
        <translation>对每个通道，保留三维数据的最大值。</translation>
    </message>
    <message>
        <source>Keep the largest value of an image, for each channel.</source>
        <translation>对每个通道保留图像的最大值。</translation>
    </message>
    <message>
        <source>Keep the largest value of each window of a sequence, for each channel.</source>
        <translation>对每个通道保留序列每个窗口的最大值。</translation>
    </message>
    <message>
        <source>Keep the largest value of each window of a volume, for each channel.</source>
        <translation>对每个通道，保留三维数据中每个窗口的最大值。</translation>
    </message>
    <message>
        <source>Keep the largest value of each window of an image, for each channel.</source>
        <translation>对每个通道保留图像每个窗口的最大值。</translation>
    </message>
    <message>
        <source>Keep the mean of a sequence, of the steps that count, for each channel.</source>
        <translation>对每个通道保留序列中有效时间步的平均值。</translation>
    </message>
    <message>
        <source>Keep the mean of a volume, for each channel.</source>
        <translation>对每个通道，保留三维数据的均值。</translation>
    </message>
    <message>
        <source>Keep the mean of an image, for each channel.</source>
        <translation>对每个通道保留图像的均值。</translation>
    </message>
    <message>
        <source>Keep the mean of each window of a sequence, for each channel.</source>
        <translation>对每个通道保留序列每个窗口的平均值。</translation>
    </message>
    <message>
        <source>Keep the mean of each window of a volume, for each channel.</source>
        <translation>对每个通道，保留三维数据中每个窗口的均值。</translation>
    </message>
    <message>
        <source>Keep the mean of each window of an image, for each channel.</source>
        <translation>对每个通道保留图像每个窗口的均值。</translation>
    </message>
    <message>
        <source>Keeps mean squares by rows and columns only; steps are relative to weights.</source>
        <translation>只按行和列保存平方均值；步长相对于权重。</translation>
    </message>
    <message>
        <source>Known mean, instead of adapt; with variance.</source>
        <translation>已知的均值，代替 adapt；与 variance 一起给出。</translation>
    </message>
    <message>
        <source>Known variance, instead of adapt; with mean.</source>
        <translation>已知的方差，用来代替 adapt；与 mean 一起给出。</translation>
    </message>
    <message>
        <source>Kullback-Leibler divergence over an epoch.</source>
        <translation>一轮中的 Kullback-Leibler 散度。</translation>
    </message>
    <message>
        <source>Largest of the inputs, element by element: y = max(x1, x2, ...).</source>
        <translation>各输入逐元素取最大值：y = max(x1, x2, ...)。</translation>
    </message>
    <message>
        <source>Largest output; none means no limit.</source>
        <translation>输出的最大值；none 表示没有上限。</translation>
    </message>
    <message>
        <source>Largest precision at a threshold where the recall reaches a limit.</source>
        <translation>召回率达到限值的阈值下的最大精确率。</translation>
    </message>
    <message>
        <source>Largest recall at a threshold where the precision reaches a limit.</source>
        <translation>在精确率达到限值的阈值中，最大的召回率。</translation>
    </message>
    <message>
        <source>Largest root mean square of a step.</source>
        <translation>一步的最大均方根。</translation>
    </message>
    <message>
        <source>Largest sensitivity at a threshold where the specificity reaches a limit.</source>
        <translation>特异度达到限值的阈值下的最大灵敏度。</translation>
    </message>
    <message>
        <source>Largest specificity at a threshold where the sensitivity reaches a limit.</source>
        <translation>在灵敏度达到限值的阈值中，最大的特异度。</translation>
    </message>
    <message>
        <source>Learn a factor of the scores.</source>
        <translation>学习分数的系数。</translation>
    </message>
    <message>
        <source>Learn a weight of each feature.</source>
        <translation>为每个特征学习一个权重。</translation>
    </message>
    <message>
        <source>Learn how to bend negative numbers: y = x if x &gt; 0 else alpha * x.</source>
        <translation>学习如何弯曲负数部分：y = x if x &gt; 0 else alpha * x。</translation>
    </message>
    <message>
        <source>Learning rate of Adam relative to that of Muon.</source>
        <translation>Adam 的学习率相对于 Muon 学习率的倍数。</translation>
    </message>
    <message>
        <source>LearningRateScheduler: schedule must be a function of the epoch and the learning rate. Received {received!r}.</source>
        <translation>LearningRateScheduler：schedule 必须是以轮次和学习率为参数的函数。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>LearningRateScheduler: the schedule must return a number. Received {received!r} for epoch {epoch}.</source>
        <translation>LearningRateScheduler：学习率计划必须返回一个数。第 {epoch} 轮收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>Leave it out.</source>
        <translation>请去掉它。</translation>
    </message>
    <message>
        <source>Let Adam change embeddings.</source>
        <translation>由 Adam 更新嵌入。</translation>
    </message>
    <message>
        <source>Let a step see only those less than so many steps away.</source>
        <translation>每个时间步只能看到距离小于此步数的时间步。</translation>
    </message>
    <message>
        <source>Let each step of a query gather values, by how well their keys fit.</source>
        <translation>让查询（query）的每个时间步按键（key）的匹配程度汇集值（value）。</translation>
    </message>
    <message>
        <source>Let the steps shrink with the root of their number.</source>
        <translation>让步长按步数的平方根递减。</translation>
    </message>
    <message>
        <source>Limits of the correction: a dict with rmin, rmax and dmax.</source>
        <translation>修正的界限：含 rmin、rmax 和 dmax 的字典。</translation>
    </message>
    <message>
        <source>Linear factor of the iteration.</source>
        <translation>迭代的一次项系数。</translation>
    </message>
    <message>
        <source>Load a model from a file with keras.models.load_model.</source>
        <translation>请用 keras.models.load_model 从文件加载模型。</translation>
    </message>
    <message>
        <source>Logarithm of the hyperbolic cosine of the error over an epoch.</source>
        <translation>一轮中误差的双曲余弦的对数。</translation>
    </message>
    <message>
        <source>Logs hold means already. Leave it out.</source>
        <translation>logs 中已经是平均值。请去掉它。</translation>
    </message>
    <message>
        <source>Loss &quot;{loss}&quot;: within a function there is a derivative by the predictions only, and the targets depend on what is derived by. Exchange y_true and y_pred, or write the loss with engine.ops.</source>
        <translation>损失“{loss}”：在函数中只能对预测值求导，而这里的目标依赖于求导变量。请交换 y_true 和 y_pred，或用 engine.ops 编写损失。</translation>
    </message>
    <message>
        <source>LossFunctionWrapper: fn must be a function of y_true and y_pred. Received {value!r}.</source>
        <translation>LossFunctionWrapper：fn 必须是 y_true 和 y_pred 的函数。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>Lowers the learning rate when a value no longer gets better.</source>
        <translation>当某个值不再改善时降低学习率。</translation>
    </message>
    <message>
        <source>Make negative numbers smaller: y = x if x &gt;= 0 else negative_slope * x.</source>
        <translation>缩小负数：y = x if x &gt;= 0 else negative_slope * x。</translation>
    </message>
    <message>
        <source>Make positive numbers with sum 1 of all numbers: exp(x) / sum(exp(x)).</source>
        <translation>将所有数变成和为 1 的正数：exp(x) / sum(exp(x))。</translation>
    </message>
    <message>
        <source>Mean absolute error in percent of the targets over an epoch.</source>
        <translation>一轮中的平均绝对误差，以目标的百分比表示。</translation>
    </message>
    <message>
        <source>Mean cosine of the angle between target and prediction: 1 is the same way.</source>
        <translation>目标与预测值夹角的余弦的均值：1 表示方向相同。</translation>
    </message>
    <message>
        <source>Mean intersection over union of all classes, for one-hot targets.</source>
        <translation>所有类别的平均交并比，目标为 one-hot。</translation>
    </message>
    <message>
        <source>Mean intersection over union of all classes.</source>
        <translation>所有类别的平均交并比。</translation>
    </message>
    <message>
        <source>Mean over samples of the concordance of target and prediction.</source>
        <translation>目标与预测值的一致性，对样本求均值。</translation>
    </message>
    <message>
        <source>Mean over samples of the correlation of target and prediction.</source>
        <translation>各样本的目标与预测值的相关系数的均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of (log(y_true + 1) - log(y_pred + 1)) ** 2.</source>
        <translation>沿最后一个轴对 (log(y_true + 1) - log(y_pred + 1)) ** 2 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of 100 * abs((y_true - y_pred) / y_true).</source>
        <translation>沿最后一个轴对 100 * abs((y_true - y_pred) / y_true) 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of log(cosh(y_pred - y_true)).</source>
        <translation>沿最后一个轴对 log(cosh(y_pred - y_true)) 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of max(1 - y_true * y_pred, 0) ** 2.</source>
        <translation>沿最后一个轴对 max(1 - y_true * y_pred, 0) ** 2 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of max(1 - y_true * y_pred, 0).</source>
        <translation>沿最后一个轴对 max(1 - y_true * y_pred, 0) 求均值。</translation>
    </message>
    <message>
        <source>Mean over the last axis of y_pred - y_true * log(y_pred + 1e-7).</source>
        <translation>沿最后一个轴对 y_pred - y_true * log(y_pred + 1e-7) 求均值。</translation>
    </message>
    <message>
        <source>Mean size of the cosines between the rows, or the columns, of a matrix.</source>
        <translation>矩阵各行或各列之间余弦绝对值的平均值。</translation>
    </message>
    <message>
        <source>Mean squared error of logarithms over an epoch.</source>
        <translation>一轮中对数的均方误差。</translation>
    </message>
    <message>
        <source>MeanMetricWrapper: fn must be a function of y_true and y_pred. Received {value!r}.</source>
        <translation>MeanMetricWrapper：fn 必须是 y_true 和 y_pred 的函数。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; (R2Score) needs targets and predictions of shape (samples, columns). Received targets of shape {received} and predictions of shape {predictions}.</source>
        <translation>指标“{name}”(R2Score) 需要形状为 (samples, columns) 的目标和预测值。收到形状为 {received} 的目标和形状为 {predictions} 的预测值。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; ({metric}) compares answers one by one. Received targets of shape {received} for predictions of shape {expected}. {remedy}</source>
        <translation>指标“{name}”({metric}) 逐个比较答案。收到形状为 {received} 的目标，而预测值的形状为 {expected}。{remedy}</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; ({metric}) compares class numbers one by one. Received targets of shape {received} and predictions of shape {predictions}. Say with sparse_y_true and sparse_y_pred whether they are class numbers or have a column for each class.</source>
        <translation>指标“{name}”({metric}) 逐个比较类别编号。收到形状为 {received} 的目标和形状为 {predictions} 的预测值。请用 sparse_y_true 和 sparse_y_pred 说明它们是类别编号，还是每个类别一列。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; ({metric}) needs targets and predictions of shape (samples, classes). Received targets of shape {received} and predictions of shape {predictions}. Reshape the targets, or turn class numbers into columns with utils.to_categorical.</source>
        <translation>指标“{name}”({metric}) 需要形状为 (samples, classes) 的目标和预测值。收到形状为 {received} 的目标和形状为 {predictions} 的预测值。请改变目标的形状，或用 utils.to_categorical 将类别编号转换为列。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; ({metric}): class_id={class_id} needs predictions with a column for that class. Received predictions of shape {received}.</source>
        <translation>指标“{name}”({metric})：class_id={class_id} 需要预测值中有该类别的列。收到的预测值形状为 {received}。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot; counts {declared} labels. Received predictions of shape {received}.</source>
        <translation>指标“{name}”按 {declared} 个标签计数。收到的预测值形状为 {received}。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: multi_label=True needs predictions of shape (samples, labels). Received shape {received}.</source>
        <translation>指标“{name}”：multi_label=True 需要形状为 (samples, labels) 的预测值。收到的形状为 {received}。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: num_labels={value} means something with multi_label=True only.</source>
        <translation>指标“{name}”：num_labels={value} 仅在 multi_label=True 时有意义。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: target_class_ids must lie in 0 .. {last}. Received {received}.</source>
        <translation>指标“{name}”：target_class_ids 必须在 0 .. {last} 之内。收到的是 {received}。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: targets must be class numbers in 0 .. {last}. Received {smallest} .. {largest}.</source>
        <translation>指标“{name}”：目标必须是 0 .. {last} 之内的类别编号。收到的是 {smallest} .. {largest}。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: weights of shape {weights} do not fit {count} entries. Give one weight for each entry.</source>
        <translation>指标“{name}”：形状为 {weights} 的权重与 {count} 个元素不匹配。请为每个元素给出一个权重。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: weights of shape {weights} do not fit {samples} samples. Give one weight for each sample.</source>
        <translation>指标“{name}”：形状为 {weights} 的权重与 {samples} 个样本不匹配。请为每个样本给出一个权重。</translation>
    </message>
    <message>
        <source>Metric &quot;{name}&quot;: {count} label_weights do not fit predictions of shape {received}. Give one for each column.</source>
        <translation>指标“{name}”：{count} 个 label_weights 与形状为 {received} 的预测值不匹配。请为每列给出一个。</translation>
    </message>
    <message>
        <source>Minus the cosine of the angle between target and prediction: -1 is the same way.</source>
        <translation>目标与预测值夹角的余弦的负值：-1 表示方向相同。</translation>
    </message>
    <message>
        <source>Mix values by how well their keys fit a query.</source>
        <translation>按键（key）与查询（query）的匹配程度混合各个值（value）。</translation>
    </message>
    <message>
        <source>Mix values by sums of tanh(query + key), weighted for each feature.</source>
        <translation>按 tanh(query + key) 之和混合各个值，每个特征有各自的权重。</translation>
    </message>
    <message>
        <source>Model: give inputs and outputs, as in Model(inputs=[a], outputs=[b]). A class of your own without them needs a method call.</source>
        <translation>Model：请给出 inputs 和 outputs，例如 Model(inputs=[a], outputs=[b])。不给出它们的自定义类需要有 call 方法。</translation>
    </message>
    <message>
        <source>Move filters along a sequence.</source>
        <translation>让滤波器沿序列移动。</translation>
    </message>
    <message>
        <source>Move filters over a sequence, each over a single channel.</source>
        <translation>在序列上移动滤波器，每个滤波器只作用于一个通道。</translation>
    </message>
    <message>
        <source>Move filters over an image, each over a single channel.</source>
        <translation>在图像上移动滤波器，每个滤波器只作用于一个通道。</translation>
    </message>
    <message>
        <source>Move filters over an image.</source>
        <translation>让滤波器在图像上移动。</translation>
    </message>
    <message>
        <source>Move filters over each channel of a sequence, then mix the channels.</source>
        <translation>在序列的每个通道上移动滤波器，然后混合各通道。</translation>
    </message>
    <message>
        <source>Move filters over each channel of an image, then mix the channels.</source>
        <translation>在图像的每个通道上移动滤波器，然后混合各通道。</translation>
    </message>
    <message>
        <source>Move filters through a volume, such as a film.</source>
        <translation>让滤波器在三维数据（例如影片）中移动。</translation>
    </message>
    <message>
        <source>Multiply and shift all numbers: y = x * scale + offset.</source>
        <translation>对所有数做缩放和平移：y = x * scale + offset。</translation>
    </message>
    <message>
        <source>Multiply two inputs and add up along one axis of each, sample by sample.</source>
        <translation>将两个输入相乘，并各沿一个轴求和，逐样本进行。</translation>
    </message>
    <message>
        <source>Multiply what is attended to with a gate, a sigmoid of the query.</source>
        <translation>将注意力的结果乘以一个门，即查询的 sigmoid。</translation>
    </message>
    <message>
        <source>Multiply with normally distributed noise of mean 1 while training.</source>
        <translation>训练时乘以均值为 1 的正态分布噪声。</translation>
    </message>
    <message>
        <source>Multiply with the learned scale gamma.</source>
        <translation>乘以学习得到的缩放系数 gamma。</translation>
    </message>
    <message>
        <source>Nearer to 1 for more wrong labels, between 0 and 1.</source>
        <translation>错误标签越多，取值应越接近 1；在 0 和 1 之间。</translation>
    </message>
    <message>
        <source>Normalization</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Not supported.</source>
        <translation>不支持。</translation>
    </message>
    <message>
        <source>Nothing is downloaded here: give the path of a file.</source>
        <translation>这里不下载任何内容：请给出文件路径。</translation>
    </message>
    <message>
        <source>NumPy says: {error}.</source>
        <translation>NumPy 的提示：{error}。</translation>
    </message>
    <message>
        <source>Number of classes.</source>
        <translation>类别数。</translation>
    </message>
    <message>
        <source>Number of columns, with multi_label.</source>
        <translation>列数，与 multi_label 一起使用。</translation>
    </message>
    <message>
        <source>Number of filters for each channel, before they are mixed.</source>
        <translation>混合之前每个通道的滤波器数。</translation>
    </message>
    <message>
        <source>Number of filters for each channel.</source>
        <translation>每个通道的滤波器数。</translation>
    </message>
    <message>
        <source>Number of filters, the channels of output and state.</source>
        <translation>滤波器数，即输出和状态的通道数。</translation>
    </message>
    <message>
        <source>Number of filters, the channels of the output.</source>
        <translation>滤波器数，即输出的通道数。</translation>
    </message>
    <message>
        <source>Number of groups; -1 makes each channel one.</source>
        <translation>组数；-1 表示每个通道各为一组。</translation>
    </message>
    <message>
        <source>Number of heads.</source>
        <translation>注意力头数。</translation>
    </message>
    <message>
        <source>Number of independent inputs, for the adjusted score.</source>
        <translation>自变量的数量，用于调整后的分数。</translation>
    </message>
    <message>
        <source>Number of iterations.</source>
        <translation>迭代次数。</translation>
    </message>
    <message>
        <source>Number of keys and values; a divisor of the number of heads.</source>
        <translation>键和值的头数；必须能整除头数。</translation>
    </message>
    <message>
        <source>Number of mixtures, the channels of the output.</source>
        <translation>混合数，即输出的通道数。</translation>
    </message>
    <message>
        <source>Number of parts along each axis.</source>
        <translation>沿每个轴分成的块数。</translation>
    </message>
    <message>
        <source>Number of right answers no.</source>
        <translation>正确回答“否”的数量。</translation>
    </message>
    <message>
        <source>Number of right answers yes.</source>
        <translation>正确判为“是”的数量。</translation>
    </message>
    <message>
        <source>Number of steps.</source>
        <translation>时间步数。</translation>
    </message>
    <message>
        <source>Number of the one class that is looked at.</source>
        <translation>所查看的单个类别的编号。</translation>
    </message>
    <message>
        <source>Number of thresholds tried, from 0 to 1.</source>
        <translation>尝试的阈值数量，从 0 到 1。</translation>
    </message>
    <message>
        <source>Number of thresholds, from 0 to 1.</source>
        <translation>阈值数，从 0 到 1。</translation>
    </message>
    <message>
        <source>Number of wrong answers no.</source>
        <translation>错误回答“否”的数量。</translation>
    </message>
    <message>
        <source>Number of wrong answers yes.</source>
        <translation>错误判为“是”的数量。</translation>
    </message>
    <message>
        <source>Number that the learning rate is multiplied by.</source>
        <translation>学习率所乘的数。</translation>
    </message>
    <message>
        <source>Number the words yourself, and use keras.utils.pad_sequences.</source>
        <translation>请自行为词编号，并使用 keras.utils.pad_sequences。</translation>
    </message>
    <message>
        <source>Numbers of the classes that count.</source>
        <translation>计入的类别的编号。</translation>
    </message>
    <message>
        <source>Only so many classes with the largest predictions can mean yes.</source>
        <translation>只有预测值最大的这么多个类别可以表示“是”。</translation>
    </message>
    <message>
        <source>Operations compute with numbers. Received values of type {dtype}. Turn them into an array of numbers first.</source>
        <translation>运算以数值进行。收到的值类型为 {dtype}。请先将其转换为数值数组。</translation>
    </message>
    <message>
        <source>OrthogonalRegularizer: the weight must have two axes. Received shape {shape}.</source>
        <translation>OrthogonalRegularizer：权重必须有两个轴。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>Parts that channels and filters are split into, each with its own.</source>
        <translation>将通道和滤波器分成的组数，每组通道有自己的滤波器。</translation>
    </message>
    <message>
        <source>Patterns of paths of weights that Adam changes.</source>
        <translation>由 Adam 更新的权重的路径模式。</translation>
    </message>
    <message>
        <source>Penalty on the biases.</source>
        <translation>对偏置的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the filters of channels.</source>
        <translation>对逐通道滤波器的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the filters.</source>
        <translation>对滤波器的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the kernels.</source>
        <translation>对核（kernel）的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the output of each projection, for each sample.</source>
        <translation>对每个投影的输出的惩罚，按样本计算。</translation>
    </message>
    <message>
        <source>Penalty on the output, for each sample.</source>
        <translation>对输出的惩罚，按样本计。</translation>
    </message>
    <message>
        <source>Penalty on the scale.</source>
        <translation>对缩放系数的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the shift.</source>
        <translation>对偏移的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the slopes.</source>
        <translation>对斜率的惩罚。</translation>
    </message>
    <message>
        <source>Penalty on the weights of the mixtures.</source>
        <translation>对混合权重的惩罚。</translation>
    </message>
    <message>
        <source>Poisson loss of counts over an epoch.</source>
        <translation>一轮中计数的泊松损失。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Power of the step by which the share of new squares falls.</source>
        <translation>步数的幂指数，新平方值所占的比例按此递减。</translation>
    </message>
    <message>
        <source>Predictions above it mean yes; None is the largest one only.</source>
        <translation>预测值高于此值表示“是”；None 表示仅取最大的一个。</translation>
    </message>
    <message>
        <source>Preprocessing</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Probabilities above it mean yes; a list gives a count for each. None is 0.5.</source>
        <translation>概率高于此值表示“是”；给出列表时，每个阈值各有一个计数。None 表示 0.5。</translation>
    </message>
    <message>
        <source>Probabilities above it mean yes; a list gives a result for each. None is 0.5, or no threshold with top_k.</source>
        <translation>概率高于此值表示“是”；列表则为每个值给出一个结果。None 表示 0.5，使用 top_k 时表示没有阈值。</translation>
    </message>
    <message>
        <source>Probabilities from it on mean yes.</source>
        <translation>概率不低于此值表示“是”。</translation>
    </message>
    <message>
        <source>Put a Flatten before it to get one axis.</source>
        <translation>请在它前面放一个 Flatten，以得到一个轴。</translation>
    </message>
    <message>
        <source>Put keras.layers.SpatialDropout1D after the layer instead.</source>
        <translation>请改为在该层之后放置 keras.layers.SpatialDropout1D。</translation>
    </message>
    <message>
        <source>Put the axes of a sample into another order.</source>
        <translation>将一个样本的轴按另一种顺序排列。</translation>
    </message>
    <message>
        <source>Put zeros around a volume.</source>
        <translation>在三维数据周围补零。</translation>
    </message>
    <message>
        <source>Put zeros around an image.</source>
        <translation>在图像四周填充零。</translation>
    </message>
    <message>
        <source>Put zeros before and after the steps of a sequence.</source>
        <translation>在序列的时间步前后补零。</translation>
    </message>
    <message>
        <source>Quintic factor of the iteration.</source>
        <translation>迭代的五次项系数。</translation>
    </message>
    <message>
        <source>Rate of the Dropout that disturbs as much.</source>
        <translation>扰动程度相同的 Dropout 的比例。</translation>
    </message>
    <message>
        <source>Read a sequence forwards and backwards with two recurrent layers, and join both.</source>
        <translation>用两个循环层从前向后和从后向前读取序列，并合并两者。</translation>
    </message>
    <message>
        <source>Read a sequence of images with an LSTM whose products are convolutions.</source>
        <translation>用乘积为卷积的 LSTM 读取图像序列。</translation>
    </message>
    <message>
        <source>Read a sequence of rows with an LSTM whose products are convolutions.</source>
        <translation>用 LSTM 读取由行组成的序列，其中的乘积换成卷积。</translation>
    </message>
    <message>
        <source>Read a sequence of volumes with an LSTM whose products are convolutions.</source>
        <translation>用以卷积代替乘积的 LSTM 读取三维数据的序列。</translation>
    </message>
    <message>
        <source>Read a sequence step by step with a cell.</source>
        <translation>用单元（cell）逐步读取序列。</translation>
    </message>
    <message>
        <source>Read a sequence step by step with a state that is kept or replaced.</source>
        <translation>逐步读取序列，其状态可被保留或替换。</translation>
    </message>
    <message>
        <source>Read a sequence step by step: the output of a step goes into the next.</source>
        <translation>逐步读取序列：一步的输出进入下一步。</translation>
    </message>
    <message>
        <source>Read the images yourself, with Pillow, and give arrays or a keras.utils.PyDataset.</source>
        <translation>请用 Pillow 自行读取图像，并给出数组或 keras.utils.PyDataset。</translation>
    </message>
    <message>
        <source>Read the images yourself, with Pillow.</source>
        <translation>请用 Pillow 自行读取图像。</translation>
    </message>
    <message>
        <source>Read the texts yourself and give arrays or a keras.utils.PyDataset.</source>
        <translation>请自行读取文本，并给出数组或 keras.utils.PyDataset。</translation>
    </message>
    <message>
        <source>Repeat a vector to make a sequence of it.</source>
        <translation>重复一个向量，组成序列。</translation>
    </message>
    <message>
        <source>Repeat every element of a volume along each axis.</source>
        <translation>沿每个轴重复三维体的每个元素。</translation>
    </message>
    <message>
        <source>Repeat every step of a sequence.</source>
        <translation>重复序列的每个时间步。</translation>
    </message>
    <message>
        <source>Reshaping</source>
        <translation>形状变换</translation>
    </message>
    <message>
        <source>Return the input as it is: a place holder.</source>
        <translation>原样返回输入：用于占位。</translation>
    </message>
    <message>
        <source>Return the input, and add a penalty on it to the loss while training.</source>
        <translation>原样返回输入，训练时将对它的惩罚加入损失。</translation>
    </message>
    <message>
        <source>STFT: the weight must have three axes. Received shape {shape}.</source>
        <translation>STFT：权重必须有三个轴。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>STFT: the window must have {expected} values, as many as the frames. Received shape {received}.</source>
        <translation>STFT：窗口必须有 {expected} 个值，与帧的长度相同。收到的形状为 {received}。</translation>
    </message>
    <message>
        <source>Saves weights, optimizer and epoch, and takes them up when fit is run again.</source>
        <translation>保存权重、优化器和轮次，再次运行 fit 时从中继续。</translation>
    </message>
    <message>
        <source>Scores are products of query and key, or sums of tanh of their sum.</source>
        <translation>分数为查询与键的乘积，或两者之和的 tanh 的总和。</translation>
    </message>
    <message>
        <source>Send the logs yourself, with keras.callbacks.LambdaCallback(on_epoch_end=...).</source>
        <translation>请用 keras.callbacks.LambdaCallback(on_epoch_end=...) 自行发送日志。</translation>
    </message>
    <message>
        <source>Sequential: needs a list of layers. Received {received}. Write Sequential([layer]).</source>
        <translation>Sequential：需要一个层的列表。收到的是 {received}。请写成 Sequential([layer])。</translation>
    </message>
    <message>
        <source>Set a share of the numbers to the least value of selu while training.</source>
        <translation>训练时将一部分数置为 selu 的最小值。</translation>
    </message>
    <message>
        <source>Set whole channels of a sample to zero, at random, while training.</source>
        <translation>训练时随机将样本的整个通道置为零。</translation>
    </message>
    <message>
        <source>Sets the learning rate at the beginning of each epoch.</source>
        <translation>在每轮开始时设置学习率。</translation>
    </message>
    <message>
        <source>Share of answers yes that are right.</source>
        <translation>回答“是”中正确的比例。</translation>
    </message>
    <message>
        <source>Share of every matrix taken off at each step, times the learning rate.</source>
        <translation>每一步从每个矩阵中减去的比例，再乘以学习率。</translation>
    </message>
    <message>
        <source>Share of samples whose true class is among the `k` most probable ones.</source>
        <translation>真实类别在最可能的 `k` 个类别之中的样本所占比例。</translation>
    </message>
    <message>
        <source>Share of the attention that becomes zero in training.</source>
        <translation>训练时置为零的注意力比例。</translation>
    </message>
    <message>
        <source>Share of the channels that become zero.</source>
        <translation>置为零的通道所占的比例。</translation>
    </message>
    <message>
        <source>Share of the mean in what gradients are taken at.</source>
        <translation>在计算梯度的位置中，均值所占的比例。</translation>
    </message>
    <message>
        <source>Share of the numbers that are dropped.</source>
        <translation>被丢弃的数所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in both means of squares.</source>
        <translation>过去在两个平方均值中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the direction of a step.</source>
        <translation>过去在步进方向中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the largest gradient.</source>
        <translation>过去在最大梯度中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the mean gradient of Adam.</source>
        <translation>过去在 Adam 的梯度均值中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the mean of squares of Adam.</source>
        <translation>过去在 Adam 的平方均值中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the past in the moving averages of the weights.</source>
        <translation>过去在权重的移动平均值中所占的比例。</translation>
    </message>
    <message>
        <source>Share of the true yes that is found.</source>
        <translation>真正的“是”中被找出的比例。</translation>
    </message>
    <message>
        <source>Size of a window along each axis.</source>
        <translation>窗口沿每个轴的大小。</translation>
    </message>
    <message>
        <source>Size of each head.</source>
        <translation>每个头的大小。</translation>
    </message>
    <message>
        <source>Size of query and key in each head.</source>
        <translation>每个头中查询和键的大小。</translation>
    </message>
    <message>
        <source>Size of the numbers in a step; none leaves steps as they are.</source>
        <translation>一步中各数的大小；none 表示保持原样。</translation>
    </message>
    <message>
        <source>Size of the value in each head; none means key_dim.</source>
        <translation>每个头中值的大小；none 表示 key_dim。</translation>
    </message>
    <message>
        <source>Size of the window that a filter sees, along each axis.</source>
        <translation>滤波器所见窗口沿每个轴的大小。</translation>
    </message>
    <message>
        <source>Size of the window that a place adds to, along each axis.</source>
        <translation>每个位置所累加到的窗口沿每个轴的大小。</translation>
    </message>
    <message>
        <source>Sizes of the axes of the output, without the samples and without those that three dots stand for; None where the input has it.</source>
        <translation>输出各轴的大小，不含样本轴和三个点所代表的轴；与输入相同处写 None。</translation>
    </message>
    <message>
        <source>Sizes of the output in place of the features; none means those of the query.</source>
        <translation>代替特征的输出大小；none 表示与查询的特征相同。</translation>
    </message>
    <message>
        <source>Slope below the threshold.</source>
        <translation>低于阈值时的斜率。</translation>
    </message>
    <message>
        <source>Smaller numbers are cut off.</source>
        <translation>小于此值的数会被截去。</translation>
    </message>
    <message>
        <source>Smallest learning rate.</source>
        <translation>最小的学习率。</translation>
    </message>
    <message>
        <source>Smallest of the inputs, element by element: y = min(x1, x2, ...).</source>
        <translation>各输入逐元素取最小值：y = min(x1, x2, ...)。</translation>
    </message>
    <message>
        <source>Smallest size of a weight that steps are relative to.</source>
        <translation>步长所相对的权重的最小值。</translation>
    </message>
    <message>
        <source>Squared hinge loss over an epoch.</source>
        <translation>一轮中的平方合页损失（squared hinge）。</translation>
    </message>
    <message>
        <source>Standard deviation of the noise.</source>
        <translation>噪声的标准差。</translation>
    </message>
    <message>
        <source>Step between the elements of a window on the input, along each axis.</source>
        <translation>沿每个轴，窗口内各元素在输入上的间距。</translation>
    </message>
    <message>
        <source>Step between the elements of a window, along each axis.</source>
        <translation>窗口内元素之间沿每个轴的间隔。</translation>
    </message>
    <message>
        <source>Step from window to window along each axis; none means the window&apos;s size.</source>
        <translation>沿每个轴，从一个窗口到下一个窗口的步幅；none 表示窗口的大小。</translation>
    </message>
    <message>
        <source>Step from window to window over the input, along each axis.</source>
        <translation>沿每个轴，窗口在输入上的移动步幅。</translation>
    </message>
    <message>
        <source>Step from window to window, along each axis.</source>
        <translation>窗口与窗口之间沿每个轴的步长。</translation>
    </message>
    <message>
        <source>Step in the output for a step in the input, along each axis.</source>
        <translation>沿每个轴，输入每移动一步时输出移动的步数。</translation>
    </message>
    <message>
        <source>Steps after which the weights become their moving averages.</source>
        <translation>经过多少步后，权重改为其移动平均值。</translation>
    </message>
    <message>
        <source>Steps in which the learning rate rises from 0.</source>
        <translation>学习率从 0 上升所用的步数。</translation>
    </message>
    <message>
        <source>Steps of one size in the direction of the sign of a mean gradient.</source>
        <translation>按梯度均值的符号方向，走大小相同的步。</translation>
    </message>
    <message>
        <source>Steps of the size of recent steps, relative to the size of recent gradients.</source>
        <translation>步长为近期步长的大小，相对于近期梯度的大小。</translation>
    </message>
    <message>
        <source>Steps that are orthogonal matrices; Adam with weight decay for other weights.</source>
        <translation>更新步为正交矩阵；其他权重使用带权重衰减的 Adam。</translation>
    </message>
    <message>
        <source>Sum over the last axis of y_true * log(y_true / y_pred).</source>
        <translation>沿最后一个轴对 y_true * log(y_true / y_pred) 求和。</translation>
    </message>
    <message>
        <source>Swap at the end of epochs, so that the next callbacks save averages.</source>
        <translation>在轮次结束时交换，使后面的回调保存平均值。</translation>
    </message>
    <message>
        <source>SwapEMAWeights: the optimizer keeps no moving averages. Give it use_ema=True.</source>
        <translation>SwapEMAWeights：优化器没有保留移动平均。请为它设置 use_ema=True。</translation>
    </message>
    <message>
        <source>Take one step of a `GRU`.</source>
        <translation>执行 `GRU` 的一个时间步。</translation>
    </message>
    <message>
        <source>Take one step of an `LSTM`.</source>
        <translation>执行 `LSTM` 的一步。</translation>
    </message>
    <message>
        <source>Take one step: h = activation(x @ kernel + h @ recurrent_kernel + bias).</source>
        <translation>计算一个时间步：h = activation(x @ kernel + h @ recurrent_kernel + bias)。</translation>
    </message>
    <message>
        <source>Tensor &quot;{name}&quot; of shape {shape} is symbolic: it has no length. Read the sizes of its shape.</source>
        <translation>形状为 {shape} 的张量“{name}”是符号张量：它没有长度。请从其形状读取各维大小。</translation>
    </message>
    <message>
        <source>TensorBoard: embeddings_metadata names {names}, and the model has no such Embedding layers.</source>
        <translation>TensorBoard：embeddings_metadata 指定了 {names}，但模型没有这样的 Embedding 层。</translation>
    </message>
    <message>
        <source>The activation {name} must keep the shape {expected}. Received {received} from it. Call it in a layer of your own.</source>
        <translation>激活函数 {name} 必须保持形状 {expected}。从它收到的是 {received}。请在自定义层中调用它。</translation>
    </message>
    <message>
        <source>The cells, the one that reads the input first.</source>
        <translation>各单元（cell），最先读取输入的排在最前。</translation>
    </message>
    <message>
        <source>The constraint takes norms over the axes {axis}, which a weight of shape {shape} does not have. Choose another axis.</source>
        <translation>该约束沿轴 {axis} 求范数，而形状为 {shape} 的权重没有这些轴。请选择其他轴。</translation>
    </message>
    <message>
        <source>The generator must yield tuples: (x,), (x, y) or (x, y, sample_weight). Received {received} as batch {number}.</source>
        <translation>生成器必须产生元组：(x,)、(x, y) 或 (x, y, sample_weight)。第 {number} 个批次收到的是 {received}。</translation>
    </message>
    <message>
        <source>The generator yields nothing. It must yield at least one batch, as in yield x, y.</source>
        <translation>生成器没有产生任何内容。它必须至少产生一个批次，例如 yield x, y。</translation>
    </message>
    <message>
        <source>The identity matrix, times a factor.</source>
        <translation>单位矩阵乘以一个系数。</translation>
    </message>
    <message>
        <source>The initializer {name} must return an array of shape {expected}. Received {received}.</source>
        <translation>初始化器 {name} 必须返回形状为 {expected} 的数组。收到的是 {received}。</translation>
    </message>
    <message>
        <source>The layer that reads backwards, if it is another one.</source>
        <translation>反向读取的层（如果它是另一个层）。</translation>
    </message>
    <message>
        <source>The layer within.</source>
        <translation>内部的层。</translation>
    </message>
    <message>
        <source>The loss says what the targets are like.</source>
        <translation>目标的类型由损失决定。</translation>
    </message>
    <message>
        <source>The loss {loss} has neither a method call(y_true, y_pred) nor forward(y_true, y_pred, ctx). Write one of them.</source>
        <translation>损失 {loss} 既没有方法 call(y_true, y_pred)，也没有 forward(y_true, y_pred, ctx)。请编写其中之一。</translation>
    </message>
    <message>
        <source>The model has no optimizer, so there is no learning rate. Call model.compile(optimizer=..., loss=...) first.</source>
        <translation>模型没有优化器，因此没有学习率。请先调用 model.compile(optimizer=..., loss=...)。</translation>
    </message>
    <message>
        <source>The month to predict, standardised.</source>
        <translation>要预测的月份，已标准化。</translation>
    </message>
    <message>
        <source>The name &quot;{name}&quot; is used by two layers. Rename one of them.</source>
        <translation>名称“{name}”被两个层使用。请重命名其中之一。</translation>
    </message>
    <message>
        <source>The name &quot;{name}&quot; is used twice. Rename one of the layers.</source>
        <translation>名称“{name}”使用了两次。请重命名其中一个层。</translation>
    </message>
    <message>
        <source>The node is gone.</source>
        <translation>该节点已不存在。</translation>
    </message>
    <message>
        <source>The numbers as one vector.</source>
        <translation>作为一个向量的各数。</translation>
    </message>
    <message>
        <source>The outputs depend on input &quot;{name}&quot;, which is not among the inputs of the model. Add it to inputs=[...].</source>
        <translation>输出依赖于输入“{name}”，而它不在模型的输入之中。请把它加入 inputs=[...]。</translation>
    </message>
    <message>
        <source>The recurrent layer that reads forwards, or a pattern for both.</source>
        <translation>从前向后读取的循环层，或作为两个方向的模板。</translation>
    </message>
    <message>
        <source>The regularizer {name} cannot be written to a config. Give it a get_config() that returns the arguments of its constructor.</source>
        <translation>无法将正则化 {name} 写入配置。请为它编写 get_config()，返回其构造函数的参数。</translation>
    </message>
    <message>
        <source>The same 3072 values in a row.</source>
        <translation>同样的 3072 个值，排成一行。</translation>
    </message>
    <message>
        <source>The same numbers, one a step.</source>
        <translation>同样的数，每步一个。</translation>
    </message>
    <message>
        <source>The schedule {name} cannot be written to a config. Give it a get_config() that returns the arguments of its constructor.</source>
        <translation>学习率计划 {name} 无法写入配置。请为它编写 get_config()，返回其构造函数的参数。</translation>
    </message>
    <message>
        <source>The split &quot;{split}&quot; has no rows. Give it a share in the Data panel, or evaluate another one.</source>
        <translation>数据划分“{split}”没有行。请在“数据”面板中为它分配比例，或评估其他部分。</translation>
    </message>
    <message>
        <source>The value.</source>
        <translation>所用的值。</translation>
    </message>
    <message>
        <source>The wire from &quot;{source}&quot; to &quot;{target}&quot; closes a cycle. Remove it.</source>
        <translation>从“{source}”到“{target}”的连线形成了环。请移除它。</translation>
    </message>
    <message>
        <source>The {family} must be a name such as {example!r}, a {base} or its config. Received {value!r}.</source>
        <translation>{family} 必须是名称（例如 {example!r}）、{base} 或其配置。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>The {what} data must be nested like the model&apos;s: {structure}.</source>
        <translation>{what}数据的嵌套结构必须与模型相同：{structure}。</translation>
    </message>
    <message>
        <source>The {what} of a model must be symbolic tensors, made by keras.Input and by calling layers. Received {received}.</source>
        <translation>模型的{what}必须是符号张量，由 keras.Input 和对层的调用产生。收到的是 {received}。</translation>
    </message>
    <message>
        <source>There is already a layer called &quot;{name}&quot;. Choose another name.</source>
        <translation>已经有名为“{name}”的层。请选择其他名称。</translation>
    </message>
    <message>
        <source>There is already a node {id}.</source>
        <translation>已经有节点 {id}。</translation>
    </message>
    <message>
        <source>There is already a wire {id}.</source>
        <translation>已经有连线 {id}。</translation>
    </message>
    <message>
        <source>There is no Input. Drag one from the palette.</source>
        <translation>没有 Input。请从层面板拖入一个。</translation>
    </message>
    <message>
        <source>There is no Output. Drag one from the palette and wire the last layer to it.</source>
        <translation>没有 Output。请从层面板拖入一个，并把最后一个层连到它。</translation>
    </message>
    <message>
        <source>There is no data to evaluate on.</source>
        <translation>没有可供评估的数据。</translation>
    </message>
    <message>
        <source>There is no data. Choose a data source in the Data panel and bind its columns to the inputs and outputs.</source>
        <translation>没有数据。请在“数据”面板中选择数据来源，并将其列绑定到输入和输出。</translation>
    </message>
    <message>
        <source>There is no data. Give the inputs as x.</source>
        <translation>没有数据。请用 x 给出输入。</translation>
    </message>
    <message>
        <source>There is no dtype {dtype!r} here. Use float32, float64, int32, int64, uint8 or bool.</source>
        <translation>这里没有 dtype {dtype!r}。请使用 float32、float64、int32、int64、uint8 或 bool。</translation>
    </message>
    <message>
        <source>There is no layer {name}. {advice}</source>
        <translation>没有层 {name}。{advice}</translation>
    </message>
    <message>
        <source>There is no module {module} any more. {advice}</source>
        <translation>模块 {module} 已不存在。{advice}</translation>
    </message>
    <message>
        <source>There is no node {id}.</source>
        <translation>没有节点 {id}。</translation>
    </message>
    <message>
        <source>There is no split &quot;{split}&quot;. Use train, validation, test or all.</source>
        <translation>没有数据划分“{split}”。请使用 train、validation、test 或 all。</translation>
    </message>
    <message>
        <source>There is no template &quot;{name}&quot;. Known: {names}.</source>
        <translation>没有模板“{name}”。已知的有：{names}。</translation>
    </message>
    <message>
        <source>There is no wire {id}.</source>
        <translation>没有连线 {id}。</translation>
    </message>
    <message>
        <source>There is no {family} called &quot;{name}&quot;.{hint} Known: {known}.</source>
        <translation>没有名为“{name}”的 {family}。{hint}已知的有：{known}。</translation>
    </message>
    <message>
        <source>There is no {module}.{name} here. {advice}</source>
        <translation>这里没有 {module}.{name}。{advice}</translation>
    </message>
    <message>
        <source>There is not enough memory. Use a smaller batch or model.</source>
        <translation>内存不足。请使用更小的批大小或模型。</translation>
    </message>
    <message>
        <source>This wire would close a cycle; a model is read from inputs to outputs.</source>
        <translation>这条连线会形成环；模型应从输入流向输出。</translation>
    </message>
    <message>
        <source>Thresholds of one&apos;s own instead; 0 and 1 are added.</source>
        <translation>改用自定的阈值；会加上 0 和 1。</translation>
    </message>
    <message>
        <source>Tidy Up</source>
        <translation>整理布局</translation>
    </message>
    <message>
        <source>Token 0 fills up short sequences: layers that follow skip it.</source>
        <translation>词元 0 用于填充短序列：后面的层会跳过它。</translation>
    </message>
    <message>
        <source>Topic; needs the words only.</source>
        <translation>主题；只需要词。</translation>
    </message>
    <message>
        <source>Total cholesterol / HDL.</source>
        <translation>总胆固醇 / HDL。</translation>
    </message>
    <message>
        <source>Total serum cholesterol.</source>
        <translation>血清总胆固醇。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train on one batch, then halt</source>
        <translation>训练一个批次，然后暂停</translation>
    </message>
    <message>
        <source>Train the model, or train on from its weights</source>
        <translation>训练模型，或从现有权重继续训练</translation>
    </message>
    <message>
        <source>Training runs on processors here.</source>
        <translation>这里的训练在处理器上运行。</translation>
    </message>
    <message>
        <source>Turn -1 and 1 into 0 and 1.</source>
        <translation>请将 -1 和 1 换成 0 和 1。</translation>
    </message>
    <message>
        <source>Turn class numbers into {classes} columns with utils.to_categorical.</source>
        <translation>请用 utils.to_categorical 将类别编号转换为 {classes} 列。</translation>
    </message>
    <message>
        <source>Twenty numbers, 0 to 1.</source>
        <translation>二十个数，取值 0 到 1。</translation>
    </message>
    <message>
        <source>Two half moons that reach into each other: no straight line parts them.</source>
        <translation>两个相互嵌入的月牙：没有直线能把它们分开。</translation>
    </message>
    <message>
        <source>Two moons</source>
        <translation>双月牙</translation>
    </message>
    <message>
        <source>Type of the counts.</source>
        <translation>计数的类型。</translation>
    </message>
    <message>
        <source>Type of the numbers computed with.</source>
        <translation>计算所用的数值类型。</translation>
    </message>
    <message>
        <source>Type of the numbers.</source>
        <translation>数值类型。</translation>
    </message>
    <message>
        <source>Type of the result.</source>
        <translation>结果的类型。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Uniform between two limits.</source>
        <translation>两个界限之间的均匀分布。</translation>
    </message>
    <message>
        <source>Upper limit.</source>
        <translation>上限。</translation>
    </message>
    <message>
        <source>Use Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate or Dot: keras.layers.Add()([a, b]).</source>
        <translation>请使用 Add、Subtract、Multiply、Average、Maximum、Minimum、Concatenate 或 Dot：keras.layers.Add()([a, b])。</translation>
    </message>
    <message>
        <source>Use Dense(pieces * units), Reshape((pieces, units)) and keras.ops.max(x, axis=1).</source>
        <translation>请使用 Dense(pieces * units)、Reshape((pieces, units)) 和 keras.ops.max(x, axis=1)。</translation>
    </message>
    <message>
        <source>Use Nesterov&apos;s momentum, which looks a step ahead.</source>
        <translation>使用 Nesterov 动量，即提前看一步。</translation>
    </message>
    <message>
        <source>Use a greater num_classes, or count classes from 0.</source>
        <translation>请使用更大的 num_classes，或从 0 开始为类别编号。</translation>
    </message>
    <message>
        <source>Use add, subtract, multiply, average, maximum, minimum, concatenate or dot: keras.layers.concatenate([a, b]).</source>
        <translation>请使用 add、subtract、multiply、average、maximum、minimum、concatenate 或 dot：keras.layers.concatenate([a, b])。</translation>
    </message>
    <message>
        <source>Use h5py and keras.utils.PyDataset.</source>
        <translation>请使用 h5py 和 keras.utils.PyDataset。</translation>
    </message>
    <message>
        <source>Use keras.Model(inputs, outputs).</source>
        <translation>请使用 keras.Model(inputs, outputs)。</translation>
    </message>
    <message>
        <source>Use keras.Model.from_config.</source>
        <translation>请使用 keras.Model.from_config。</translation>
    </message>
    <message>
        <source>Use keras.callbacks.ModelCheckpoint.</source>
        <translation>请使用 keras.callbacks.ModelCheckpoint。</translation>
    </message>
    <message>
        <source>Use keras.layers.</source>
        <translation>请使用 keras.layers。</translation>
    </message>
    <message>
        <source>Use keras.layers.BatchNormalization.</source>
        <translation>请使用 keras.layers.BatchNormalization。</translation>
    </message>
    <message>
        <source>Use keras.layers.Conv1D(dilation_rate=...).</source>
        <translation>请使用 keras.layers.Conv1D(dilation_rate=...)。</translation>
    </message>
    <message>
        <source>Use keras.layers.Conv2D(dilation_rate=...).</source>
        <translation>请使用 keras.layers.Conv2D(dilation_rate=...)。</translation>
    </message>
    <message>
        <source>Use keras.layers.Conv2DTranspose.</source>
        <translation>请使用 keras.layers.Conv2DTranspose。</translation>
    </message>
    <message>
        <source>Use keras.layers.Conv3DTranspose.</source>
        <translation>请使用 keras.layers.Conv3DTranspose。</translation>
    </message>
    <message>
        <source>Use keras.layers.Dense, which is applied to every step of a sequence.</source>
        <translation>请使用 keras.layers.Dense，它会应用于序列的每个时间步。</translation>
    </message>
    <message>
        <source>Use keras.layers.GRU.</source>
        <translation>请使用 keras.layers.GRU。</translation>
    </message>
    <message>
        <source>Use keras.layers.LSTM.</source>
        <translation>请使用 keras.layers.LSTM。</translation>
    </message>
    <message>
        <source>Use keras.layers.Layer and keras.Model.</source>
        <translation>请使用 keras.layers.Layer 和 keras.Model。</translation>
    </message>
    <message>
        <source>Use keras.layers.PReLU or ReLU.</source>
        <translation>请使用 keras.layers.PReLU 或 ReLU。</translation>
    </message>
    <message>
        <source>Use keras.layers.PReLU.</source>
        <translation>请使用 keras.layers.PReLU。</translation>
    </message>
    <message>
        <source>Use keras.layers.ReLU(threshold=...).</source>
        <translation>请使用 keras.layers.ReLU(threshold=...)。</translation>
    </message>
    <message>
        <source>Use keras.losses.</source>
        <translation>请使用 keras.losses。</translation>
    </message>
    <message>
        <source>Use keras.models.model_from_json.</source>
        <translation>请使用 keras.models.model_from_json。</translation>
    </message>
    <message>
        <source>Use keras.ops, where K.mean is keras.ops.mean; there are no sessions.</source>
        <translation>请使用 keras.ops，其中 K.mean 即 keras.ops.mean；没有会话。</translation>
    </message>
    <message>
        <source>Use keras.utils.PyDataset(workers=...).</source>
        <translation>请使用 keras.utils.PyDataset(workers=...)。</translation>
    </message>
    <message>
        <source>Use keras.utils.PyDataset.</source>
        <translation>请使用 keras.utils.PyDataset。</translation>
    </message>
    <message>
        <source>Use keras.utils.custom_object_scope.</source>
        <translation>请使用 keras.utils.custom_object_scope。</translation>
    </message>
    <message>
        <source>Use keras.utils.plot_model and model_to_dot.</source>
        <translation>请使用 keras.utils.plot_model 和 model_to_dot。</translation>
    </message>
    <message>
        <source>Use keras.utils.plot_model.</source>
        <translation>请使用 keras.utils.plot_model。</translation>
    </message>
    <message>
        <source>Use keras.utils.timeseries_dataset_from_array.</source>
        <translation>请使用 keras.utils.timeseries_dataset_from_array。</translation>
    </message>
    <message>
        <source>Use keras.utils.to_categorical and normalize.</source>
        <translation>请使用 keras.utils.to_categorical 和 normalize。</translation>
    </message>
    <message>
        <source>Use model.evaluate(generator, steps=...).</source>
        <translation>请使用 model.evaluate(generator, steps=...)。</translation>
    </message>
    <message>
        <source>Use model.evaluate(x, y).</source>
        <translation>请使用 model.evaluate(x, y)。</translation>
    </message>
    <message>
        <source>Use model.fit(generator, steps_per_epoch=...).</source>
        <translation>请使用 model.fit(generator, steps_per_epoch=...)。</translation>
    </message>
    <message>
        <source>Use model.non_trainable_weights.</source>
        <translation>请使用 model.non_trainable_weights。</translation>
    </message>
    <message>
        <source>Use model.predict(generator, steps=...).</source>
        <translation>请使用 model.predict(generator, steps=...)。</translation>
    </message>
    <message>
        <source>Use model.predict(x).</source>
        <translation>请使用 model.predict(x)。</translation>
    </message>
    <message>
        <source>Use model.summary() and keras.utils.count_params.</source>
        <translation>请使用 model.summary() 和 keras.utils.count_params。</translation>
    </message>
    <message>
        <source>Use model.to_json().</source>
        <translation>请使用 model.to_json()。</translation>
    </message>
    <message>
        <source>Use model.train_on_batch(x, y).</source>
        <translation>请使用 model.train_on_batch(x, y)。</translation>
    </message>
    <message>
        <source>Use np.argmax(model.predict(x), axis=-1), or model.predict(x) &gt; 0.5 for a single sigmoid unit.</source>
        <translation>请使用 np.argmax(model.predict(x), axis=-1)；如果只有一个 sigmoid 单元，请使用 model.predict(x) &gt; 0.5。</translation>
    </message>
    <message>
        <source>Use verbose=1 in fit.</source>
        <translation>请在 fit 中使用 verbose=1。</translation>
    </message>
    <message>
        <source>Value to beat at first.</source>
        <translation>起初要超过的值。</translation>
    </message>
    <message>
        <source>Value to beat within the patience.</source>
        <translation>在容忍轮数内要超过的值。</translation>
    </message>
    <message>
        <source>Vectors of 100 numbers between 0 and 1 around ten hidden centres.</source>
        <translation>100 个 0 到 1 之间的数组成的向量，围绕十个隐藏中心。</translation>
    </message>
    <message>
        <source>Vectors of 100 numbers between 0 and 1; each class has two hidden centres on a diagonal (XOR): for a binary classifier with sigmoid.</source>
        <translation>100 个 0 到 1 之间的数组成的向量；每个类别有两个位于对角线上的隐藏中心 (XOR)：适合用 sigmoid 的二分类器。</translation>
    </message>
    <message>
        <source>Vectors of 20 numbers between 0 and 1 around ten hidden centres: for a multilayer perceptron with softmax.</source>
        <translation>20 个 0 到 1 之间的数组成的向量，围绕十个隐藏中心：适合用 softmax 的多层感知机。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Waves of a short-time Fourier transform, for a convolution over a signal.</source>
        <translation>短时傅里叶变换的各个波，用于对信号做卷积。</translation>
    </message>
    <message>
        <source>Weight decay of what Adam changes.</source>
        <translation>由 Adam 更新的权重的权重衰减。</translation>
    </message>
    <message>
        <source>Weight of all classes, or a list with one for each.</source>
        <translation>所有类别的权重，或为每个类别各给一个的列表。</translation>
    </message>
    <message>
        <source>Weight of the answer yes; no gets 1 - alpha.</source>
        <translation>“是”的权重；“否”的权重为 1 - alpha。</translation>
    </message>
    <message>
        <source>Weight of what is invented.</source>
        <translation>误报部分的权重。</translation>
    </message>
    <message>
        <source>Weight of what is missed.</source>
        <translation>漏判部分的权重。</translation>
    </message>
    <message>
        <source>Weight {name}: an initializer needs a shape. Give shape=(...).</source>
        <translation>权重 {name}：初始化器需要形状。请给出 shape=(...)。</translation>
    </message>
    <message>
        <source>Weight {path}: shape must be {expected}. Received {received}.</source>
        <translation>权重 {path}：形状必须为 {expected}。收到的是 {received}。</translation>
    </message>
    <message>
        <source>Weight {path}: values must be numbers. Received {dtype}.</source>
        <translation>权重 {path}：值必须是数值。收到的是 {dtype}。</translation>
    </message>
    <message>
        <source>Weighted mean of numbers, such as the losses of batches.</source>
        <translation>数值的加权平均，例如各批次的损失。</translation>
    </message>
    <message>
        <source>Weighted sum of numbers.</source>
        <translation>数值的加权和。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights of the columns.</source>
        <translation>各列的权重。</translation>
    </message>
    <message>
        <source>Weights trained together must be of one dtype: {first} is {dtype}, {other} is {other_dtype}. Give all layers the same dtype.</source>
        <translation>一起训练的权重必须使用同一 dtype：{first} 为 {dtype}，{other} 为 {other_dtype}。请给所有层设置相同的 dtype。</translation>
    </message>
    <message>
        <source>What `apply` divides gradients by, as the loss was multiplied with it.</source>
        <translation>`apply` 用来除梯度的数，因为损失已乘以它。</translation>
    </message>
    <message>
        <source>What is added after that; a number or a list.</source>
        <translation>之后加上的值；一个数或列表。</translation>
    </message>
    <message>
        <source>What is done at each step, or a list of such.</source>
        <translation>每个时间步所做的运算，或这类运算的列表。</translation>
    </message>
    <message>
        <source>What is measured beside the loss, such as accuracy.</source>
        <translation>除损失之外要衡量的内容，例如 accuracy。</translation>
    </message>
    <message>
        <source>What is to be orthogonal.</source>
        <translation>应当正交的部分。</translation>
    </message>
    <message>
        <source>What is to be seen.</source>
        <translation>所看到的内容。</translation>
    </message>
    <message>
        <source>What stands between the old elements.</source>
        <translation>原有元素之间填入的值。</translation>
    </message>
    <message>
        <source>What steps are made smaller with from the start.</source>
        <translation>从一开始就用来减小步长的值。</translation>
    </message>
    <message>
        <source>What the bias is brought back to after each step.</source>
        <translation>每一步之后对偏置施加的约束。</translation>
    </message>
    <message>
        <source>What the bias is brought back to after each training step.</source>
        <translation>每个训练步之后偏置被拉回到的范围。</translation>
    </message>
    <message>
        <source>What the biases are brought back to after each training step.</source>
        <translation>每个训练步之后对偏置施加的约束。</translation>
    </message>
    <message>
        <source>What the filters are brought back to after each training step.</source>
        <translation>每个训练步之后对滤波器施加的约束。</translation>
    </message>
    <message>
        <source>What the filters of channels are brought back to after each step.</source>
        <translation>每一步之后逐通道滤波器被拉回到的范围。</translation>
    </message>
    <message>
        <source>What the kernel is brought back to after each training step.</source>
        <translation>每个训练步之后对核（kernel）施加的约束。</translation>
    </message>
    <message>
        <source>What the kernels are brought back to after each training step.</source>
        <translation>每个训练步之后对各核（kernel）施加的约束。</translation>
    </message>
    <message>
        <source>What the precision must reach.</source>
        <translation>精确率必须达到的值。</translation>
    </message>
    <message>
        <source>What the recall must reach.</source>
        <translation>召回率必须达到的值。</translation>
    </message>
    <message>
        <source>What the scale is brought back to after each step.</source>
        <translation>每一步之后对缩放系数施加的约束。</translation>
    </message>
    <message>
        <source>What the sensitivity must reach.</source>
        <translation>灵敏度必须达到的值。</translation>
    </message>
    <message>
        <source>What the shift is brought back to after each step.</source>
        <translation>每一步之后对平移量施加的约束。</translation>
    </message>
    <message>
        <source>What the slopes are brought back to after each training step.</source>
        <translation>每个训练步之后对斜率施加的约束。</translation>
    </message>
    <message>
        <source>What the specificity must reach.</source>
        <translation>特异度必须达到的值。</translation>
    </message>
    <message>
        <source>What the table is brought back to after each training step.</source>
        <translation>每个训练步之后对嵌入表施加的约束。</translation>
    </message>
    <message>
        <source>What the tumour was.</source>
        <translation>肿瘤的性质。</translation>
    </message>
    <message>
        <source>What the weights of the input are brought back to after each step.</source>
        <translation>每一步之后对输入权重施加的约束。</translation>
    </message>
    <message>
        <source>What the weights of the mixtures are brought back to after each step.</source>
        <translation>每一步之后混合权重被拉回到的范围。</translation>
    </message>
    <message>
        <source>What the weights of the state are brought back to after each step.</source>
        <translation>每一步之后对状态权重施加的约束。</translation>
    </message>
    <message>
        <source>What the window is divided by.</source>
        <translation>窗口除以的量。</translation>
    </message>
    <message>
        <source>What training makes small.</source>
        <translation>训练要使之变小的量。</translation>
    </message>
    <message>
        <source>What very negative numbers become, with a minus sign.</source>
        <translation>绝对值很大的负数趋近于此值的相反数。</translation>
    </message>
    <message>
        <source>When to write values: after each &quot;epoch&quot;, each &quot;batch&quot;, or so many.</source>
        <translation>何时写入数值：每轮 (&quot;epoch&quot;) 之后、每批次 (&quot;batch&quot;) 之后，或每隔若干批次。</translation>
    </message>
    <message>
        <source>Where the input has its channels.</source>
        <translation>输入中通道的位置。</translation>
    </message>
    <message>
        <source>Where the input has its channels; the rows always end with them.</source>
        <translation>输入中通道的位置；输出的行总是以通道结尾。</translation>
    </message>
    <message>
        <source>Where the spot moves.</source>
        <translation>光点移动的方向。</translation>
    </message>
    <message>
        <source>Whether a layer of one&apos;s own takes None for it.</source>
        <translation>自定义的层是否接受用 None 代替此输入。</translation>
    </message>
    <message>
        <source>Whether a sample is not compared with itself.</source>
        <translation>是否不将样本与自身比较。</translation>
    </message>
    <message>
        <source>Whether all of the result is kept, or as much as input times strides.</source>
        <translation>保留全部结果，还是只保留输入乘以步幅的大小。</translation>
    </message>
    <message>
        <source>Whether each column is a question of its own; the mean is taken.</source>
        <translation>每列是否为独立的问题；结果取平均值。</translation>
    </message>
    <message>
        <source>Whether no (0), yes (1) or both count.</source>
        <translation>计入“否”(0)、“是”(1)，还是两者都计入。</translation>
    </message>
    <message>
        <source>Whether predictions are class numbers, not columns.</source>
        <translation>预测值是否为类别编号，而不是每个类别一列。</translation>
    </message>
    <message>
        <source>Whether predictions are class numbers, the most probable first.</source>
        <translation>预测值是否为类别编号，最可能的在前。</translation>
    </message>
    <message>
        <source>Whether predictions are logits, not probabilities.</source>
        <translation>预测值是否为 logits 而不是概率。</translation>
    </message>
    <message>
        <source>Whether targets are class numbers, not columns.</source>
        <translation>目标是否为类别编号而不是列。</translation>
    </message>
    <message>
        <source>Whether the digit is odd.</source>
        <translation>数字是否为奇数。</translation>
    </message>
    <message>
        <source>Whether the output is raw scores, without sigmoid or softmax.</source>
        <translation>输出是否为未经 sigmoid 或 softmax 的原始分数。</translation>
    </message>
    <message>
        <source>Whether the two answers are weighted with alpha.</source>
        <translation>是否用 alpha 对两种判断加权。</translation>
    </message>
    <message>
        <source>Whether the window goes on periodically.</source>
        <translation>窗口是否按周期延续。</translation>
    </message>
    <message>
        <source>Whether training changes the weights.</source>
        <translation>训练是否改变权重。</translation>
    </message>
    <message>
        <source>Whether windows lie inside the input, or may reach beyond its borders.</source>
        <translation>窗口是否位于输入之内，或可以超出其边缘。</translation>
    </message>
    <message>
        <source>Which number of connections divides the variance.</source>
        <translation>用哪一种连接数去除方差。</translation>
    </message>
    <message>
        <source>Window that frames are multiplied with.</source>
        <translation>与帧相乘的窗口。</translation>
    </message>
    <message>
        <source>Wine</source>
        <translation>葡萄酒</translation>
    </message>
    <message>
        <source>Write a subclass of keras.layers.Layer with a method call, or use keras.ops on the tensors: then files say what is computed.</source>
        <translation>请编写带有 call 方法的 keras.layers.Layer 子类，或对张量使用 keras.ops：这样文件中会写明计算的内容。</translation>
    </message>
    <message>
        <source>Write how many steps are done in a second.</source>
        <translation>写入每秒完成的步数。</translation>
    </message>
    <message>
        <source>Write it with layers: Dense(units, activation) for the new values, Dense(units, activation=&quot;sigmoid&quot;) for the gate, Multiply and Add.</source>
        <translation>请用层来编写：Dense(units, activation) 用于新值，Dense(units, activation=&quot;sigmoid&quot;) 用于门，再加上 Multiply 和 Add。</translation>
    </message>
    <message>
        <source>Write metrics=[&quot;accuracy&quot;] in compile.</source>
        <translation>请在 compile 中写 metrics=[&quot;accuracy&quot;]。</translation>
    </message>
    <message>
        <source>Write the architecture of the model.</source>
        <translation>写入模型的结构。</translation>
    </message>
    <message>
        <source>Write the weights as pictures, along with histograms.</source>
        <translation>除直方图外，还将权重写为图片。</translation>
    </message>
    <message>
        <source>Write the wrapper for scikit-learn yourself.</source>
        <translation>请自行编写 scikit-learn 的包装器。</translation>
    </message>
    <message>
        <source>Writes the logs of all epochs to a CSV file, line by line.</source>
        <translation>将各轮的日志逐行写入 CSV 文件。</translation>
    </message>
    <message>
        <source>Writes what TensorBoard shows: curves, histograms of weights, the model.</source>
        <translation>写入 TensorBoard 显示的内容：曲线、权重的直方图、模型。</translation>
    </message>
    <message>
        <source>Year of the month to predict.</source>
        <translation>要预测的月份的年份。</translation>
    </message>
    <message>
        <source>Zeros around the input: none, on both sides, or before the first step.</source>
        <translation>输入四周的零：不填充、两侧填充，或在第一个时间步之前填充。</translation>
    </message>
    <message>
        <source>Zeros around the input: none, or on both sides.</source>
        <translation>输入周围的零：不补，或在两侧补零。</translation>
    </message>
    <message>
        <source>Zeros at the start and at the end of each axis.</source>
        <translation>每个轴开头和末尾补零的数量。</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放至 100 %</translation>
    </message>
    <message>
        <source>a JPEG picture</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>NumPy 数组</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>a PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>a Parquet file</source>
        <translation>Parquet 文件</translation>
    </message>
    <message>
        <source>a dict</source>
        <translation>字典</translation>
    </message>
    <message>
        <source>a gzip archive</source>
        <translation>gzip 压缩包</translation>
    </message>
    <message>
        <source>{cls}: its constructor has not prepared the layer. Call super().__init__(**kwargs) first in __init__.</source>
        <translation>{cls}：其构造函数没有初始化该层。请在 __init__ 中先调用 super().__init__(**kwargs)。</translation>
    </message>
    <message>
        <source>{where}: its method call declares the weight &quot;{name}&quot; at every call. Declare weights in build, as in self.w = self.add_weight(...).</source>
        <translation>{where}：其 call 方法在每次调用时都会声明权重“{name}”。请在 build 中声明权重，例如 self.w = self.add_weight(...)。</translation>
    </message>
    <message>
        <source>{where}: its method call makes a {inner}, whose weights would be new at every call and never be trained. Make it in __init__, as in self.part = {inner}(...), and call that.</source>
        <translation>{where}：其 call 方法创建了一个 {inner}，它的权重在每次调用时都是新的，永远不会被训练。请在 __init__ 中创建它，例如 self.part = {inner}(...)，然后调用它。</translation>
    </message>
    <message>
        <source>{where}: its method call must return a tensor, or a list, tuple or dict of tensors. Received {received}. End it with a return of what it has computed.</source>
        <translation>{where}：其 call 方法必须返回一个张量，或张量的列表、元组或字典。收到的是 {received}。请在末尾返回计算结果。</translation>
    </message>
    <message>
        <source>{where}: masks of shape {masks} do not fit scores of shape {scores}. Give attention_mask the shape (n, query steps, key steps).</source>
        <translation>{where}：形状为 {masks} 的掩码与形状为 {scores} 的分数不匹配。请让 attention_mask 的形状为 （n，查询步数，键步数）。</translation>
    </message>
    <message>
        <source>{where}: mean and variance are given together or not at all. Received mean={mean} and variance={variance}.</source>
        <translation>{where}：mean 和 variance 必须同时给出，或都不给出。收到的是 mean={mean} 和 variance={variance}。</translation>
    </message>
    <message>
        <source>{where}: mean and variance must have the same shape. Received {mean} and {variance}.</source>
        <translation>{where}：mean 和 variance 的形状必须相同。收到的是 {mean} 和 {variance}。</translation>
    </message>
    <message>
        <source>{where}: mean has {received} axes, but only {expected} are kept. Received a mean of shape {mean} for axis {axis}. Name more axes.</source>
        <translation>{where}：mean 有 {received} 个轴，但只保留 {expected} 个。收到轴 {axis} 的均值，形状为 {mean}。请指定更多的轴。</translation>
    </message>
    <message>
        <source>{where}: option &quot;decay&quot; does not exist any more. Give learning_rate a schedule, such as keras.optimizers.schedules.InverseTimeDecay.</source>
        <translation>{where}：选项 &quot;decay&quot; 已不存在。请将 learning_rate 设为学习率调度，例如 keras.optimizers.schedules.InverseTimeDecay。</translation>
    </message>
    <message>
        <source>{where}: option learning_rate must be at least 0. Received {value!r}.</source>
        <translation>{where}：选项 learning_rate 不能小于 0。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{where}: option learning_rate {reason}. Received {value!r}.</source>
        <translation>{where}：选项 learning_rate {reason}。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{where}: option num_query_heads must be a multiple of num_key_value_heads. Received {heads} and {shared}.</source>
        <translation>{where}：选项 num_query_heads 必须是 num_key_value_heads 的倍数。收到的是 {heads} 和 {shared}。</translation>
    </message>
    <message>
        <source>{where}: option weight_decay must be a number. Received None. Use Adam for none.</source>
        <translation>{where}：选项 weight_decay 必须是数字。收到的是 None。不需要衰减时请使用 Adam。</translation>
    </message>
    <message>
        <source>an Excel workbook or a zip archive</source>
        <translation>Excel 工作簿或 zip 压缩包</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>HDF5 文件</translation>
    </message>
    <message>
        <source>an SQLite database</source>
        <translation>SQLite 数据库</translation>
    </message>
    <message>
        <source>an old Excel workbook</source>
        <translation>旧版 Excel 工作簿</translation>
    </message>
    <message>
        <source>and the arrays before claim {total} bytes</source>
        <translation>及之前的数组声称有 {total} 字节</translation>
    </message>
    <message>
        <source>argument {number}</source>
        <translation>第 {number} 个参数</translation>
    </message>
    <message>
        <source>at least {axes} per sample</source>
        <translation>每个样本至少 {axes}</translation>
    </message>
    <message>
        <source>can leave only one size open with -1</source>
        <translation>只能用 -1 留出一个待定的维度</translation>
    </message>
    <message>
        <source>cannot be 0, the axis of the samples: use 1, 2, ... or -1 for the last</source>
        <translation>不能为 0，即样本所在的轴：请使用 1、2、…，或用 -1 表示最后一个轴</translation>
    </message>
    <message>
        <source>cannot take this value</source>
        <translation>不能取这个值</translation>
    </message>
    <message>
        <source>claims {size} bytes but the file holds {stored}</source>
        <translation>声称有 {size} 字节，但文件中只有 {stored} 字节</translation>
    </message>
    <message>
        <source>class_weight must be a dict of numbers such as {example}. Received {received!r}.</source>
        <translation>class_weight 必须是数值字典，例如 {example}。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>class_weight works for models with one output. Use sample_weight with one array for each output.</source>
        <translation>class_weight 只适用于单输出模型。请使用 sample_weight，每个输出一个数组。</translation>
    </message>
    <message>
        <source>compile: the loss weight of output &quot;{name}&quot; must be a number. Received {weight!r}.</source>
        <translation>compile：输出“{name}”的损失权重必须是数字。收到的是 {weight!r}。</translation>
    </message>
    <message>
        <source>compile: {what} must be a list or dict with one entry for each of the outputs {names}. Received {received!r}.</source>
        <translation>compile：{what} 必须是列表或字典，为输出 {names} 各给出一项。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>compile: {what} must have one entry for each of the {count} outputs ({names}). Received {received}.</source>
        <translation>compile：{what} 必须为 {count} 个输出 ({names}) 各给出一项。收到 {received} 项。</translation>
    </message>
    <message>
        <source>fit and evaluate need targets. Give them as y.</source>
        <translation>fit 和 evaluate 需要目标。请用 y 给出。</translation>
    </message>
    <message>
        <source>get_layer: the model has {count} layers. Received index {index}.</source>
        <translation>get_layer：模型有 {count} 个层。收到的序号为 {index}。</translation>
    </message>
    <message>
        <source>has a name that leads out of the archive</source>
        <translation>的名称指向压缩包之外</translation>
    </message>
    <message>
        <source>has compression {number}, which is not supported</source>
        <translation>使用了不支持的压缩方式 {number}</translation>
    </message>
    <message>
        <source>has {count} axes</source>
        <translation>有 {count} 个轴</translation>
    </message>
    <message>
        <source>holds no plain numbers but {dtype}</source>
        <translation>不是普通数值，而是 {dtype}</translation>
    </message>
    <message>
        <source>infinite</source>
        <translation>无穷大</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>is a TensorFlow type</source>
        <translation>是 TensorFlow 的类型</translation>
    </message>
    <message>
        <source>is a link</source>
        <translation>是链接</translation>
    </message>
    <message>
        <source>is code that is stored in the file</source>
        <translation>是存储在文件中的代码</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>是空的</translation>
    </message>
    <message>
        <source>is encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>is neither a group nor an array</source>
        <translation>既不是组也不是数组</translation>
    </message>
    <message>
        <source>is no text</source>
        <translation>不是文本</translation>
    </message>
    <message>
        <source>is one object too many</source>
        <translation>使对象数超出上限</translation>
    </message>
    <message>
        <source>is there twice</source>
        <translation>出现了两次</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>嵌套过深</translation>
    </message>
    <message>
        <source>keeps its data in another file</source>
        <translation>的数据存放在另一个文件中</translation>
    </message>
    <message>
        <source>load weights</source>
        <translation>加载权重</translation>
    </message>
    <message>
        <source>loads a TensorFlow program</source>
        <translation>会加载 TensorFlow 程序</translation>
    </message>
    <message>
        <source>models lie more than {limit} deep in each other</source>
        <translation>模型相互嵌套超过 {limit} 层</translation>
    </message>
    <message>
        <source>must be True or False</source>
        <translation>必须为 True 或 False</translation>
    </message>
    <message>
        <source>must be a finite number</source>
        <translation>必须是有限的数</translation>
    </message>
    <message>
        <source>must be a list of names</source>
        <translation>必须是名称列表</translation>
    </message>
    <message>
        <source>must be a list of names of metrics</source>
        <translation>必须是指标名称的列表</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>必须是数字</translation>
    </message>
    <message>
        <source>must be a shape such as (28, 28, 1)</source>
        <translation>必须是形状，例如 (28, 28, 1)</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>必须是文本</translation>
    </message>
    <message>
        <source>must be a tuple of whole numbers such as (32, 10)</source>
        <translation>必须是整数元组，例如 (32, 10)</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>must be one of {names}</source>
        <translation>必须是 {names} 之一</translation>
    </message>
    <message>
        <source>must hold sizes of at least 1, or -1 for the one to be worked out</source>
        <translation>的各维大小不能小于 1，或用 -1 表示自动算出的维度</translation>
    </message>
    <message>
        <source>must hold sizes of at least 1, or None for the size of the input</source>
        <translation>的各维大小不能小于 1，或用 None 表示输入的大小</translation>
    </message>
    <message>
        <source>needs the HDF5 filter {code}</source>
        <translation>需要 HDF5 过滤器 {code}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>option {name} of its call</source>
        <translation>其调用的选项 {name}</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>plot_model: dpi must lie between 1 and 2400. Received {value!r}.</source>
        <translation>plot_model：dpi 必须在 1 和 2400 之间。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>plot_model: give a file name such as model.png.</source>
        <translation>plot_model：请给出文件名，例如 model.png。</translation>
    </message>
    <message>
        <source>plot_model: layer_range is no longer supported, as in Keras 3. summary() still has it.</source>
        <translation>plot_model：与 Keras 3 一样，不再支持 layer_range。summary() 仍支持它。</translation>
    </message>
    <message>
        <source>plot_model: rankdir must be &quot;TB&quot;, &quot;LR&quot;, &quot;BT&quot; or &quot;RL&quot;. Received {value!r}.</source>
        <translation>plot_model：rankdir 必须是 &quot;TB&quot;、&quot;LR&quot;、&quot;BT&quot; 或 &quot;RL&quot;。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>plot_model: splines must be a word such as &quot;ortho&quot;. Received {value!r}.</source>
        <translation>plot_model：splines 必须是一个单词，例如 &quot;ortho&quot;。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>plot_model: the program dot of Graphviz did not finish ({reason}). Write a .dot file, or try splines=&apos;line&apos;.</source>
        <translation>plot_model：Graphviz 的 dot 程序没有完成 ({reason})。请写 .dot 文件，或尝试 splines=&apos;line&apos;。</translation>
    </message>
    <message>
        <source>plot_model: the program dot of Graphviz failed: {reason} Write a .dot file instead.</source>
        <translation>plot_model：Graphviz 的 dot 程序失败：{reason} 请改写 .dot 文件。</translation>
    </message>
    <message>
        <source>plot_model: the program dot of Graphviz is missing. Install graphviz (apt install graphviz, dnf install graphviz, brew install graphviz, or https://graphviz.org/download), or write a .dot file.</source>
        <translation>plot_model：缺少 Graphviz 的 dot 程序。请安装 graphviz（apt install graphviz、dnf install graphviz、brew install graphviz，或 https://graphviz.org/download），或写 .dot 文件。</translation>
    </message>
    <message>
        <source>plot_model: there is no option {names}.</source>
        <translation>plot_model：没有选项 {names}。</translation>
    </message>
    <message>
        <source>plot_model: there is no picture format {format!r}. Use one of {formats}, or .dot.</source>
        <translation>plot_model：没有图片格式 {format!r}。请使用 {formats} 之一，或 .dot。</translation>
    </message>
    <message>
        <source>sample_weight (or mask) has shape {received}, but there is one value for each entry of shape {wanted}. Give weights of shape {wanted}{or_one}.</source>
        <translation>sample_weight（或掩码）的形状为 {received}，但形状 {wanted} 的每个元素都有一个值。请给出形状为 {wanted}{or_one} 的权重。</translation>
    </message>
    <message>
        <source>sample_weight: one array for several outputs must have one number for each sample. Received shape {shape}. Give a list with one array for each output.</source>
        <translation>sample_weight：多个输出共用一个数组时，每个样本必须有一个数。收到的形状为 {shape}。请给出列表，每个输出一个数组。</translation>
    </message>
    <message>
        <source>set_random_seed: the seed must be a whole number in 0 .. {largest}. Received {seed!r}.</source>
        <translation>set_random_seed：种子必须是 0 .. {largest} 之间的整数。收到的是 {seed!r}。</translation>
    </message>
    <message>
        <source>summary: layer_range must be two names, the first and the last layer. Received {received!r}.</source>
        <translation>summary：layer_range 必须是两个名称，即第一个层和最后一个层。收到的是 {received!r}。</translation>
    </message>
    <message>
        <source>summary: no layer fits layer_range {received!r}. Layers: {names}.</source>
        <translation>summary：没有层符合 layer_range {received!r}。现有的层：{names}。</translation>
    </message>
    <message>
        <source>summary: positions must have one number for each of the columns {titles}. Received {received}.</source>
        <translation>summary：positions 必须为各列 {titles} 各给出一个数。收到的是 {received}。</translation>
    </message>
    <message>
        <source>summary: {length} characters are too few for the table. Use a greater line_length.</source>
        <translation>summary：{length} 个字符放不下表格。请使用更大的 line_length。</translation>
    </message>
    <message>
        <source>takes a multiple of {count}</source>
        <translation>需要 {count} 的倍数</translation>
    </message>
    <message>
        <source>takes its data from other files</source>
        <translation>从其他文件取数据</translation>
    </message>
    <message>
        <source>takes {count}</source>
        <translation>需要 {count} 个</translation>
    </message>
    <message>
        <source>the disk is full. Free some space or save to another place</source>
        <translation>磁盘已满。请释放一些空间，或保存到其他位置</translation>
    </message>
    <message>
        <source>the disk is read-only. Choose another folder</source>
        <translation>磁盘为只读。请选择其他文件夹</translation>
    </message>
    <message>
        <source>the disk reports an error. Check it and save to another place</source>
        <translation>磁盘报告错误。请检查磁盘，并保存到其他位置</translation>
    </message>
    <message>
        <source>the file is too large for this disk. Save to another place</source>
        <translation>文件对此磁盘来说太大。请保存到其他位置</translation>
    </message>
    <message>
        <source>the folder does not exist. Create it or choose another one</source>
        <translation>文件夹不存在。请创建它，或选择其他文件夹</translation>
    </message>
    <message>
        <source>the folder is a file. Choose another folder</source>
        <translation>该文件夹实际上是文件。请选择其他文件夹</translation>
    </message>
    <message>
        <source>the key {key!r} is there twice</source>
        <translation>键 {key!r} 出现了两次</translation>
    </message>
    <message>
        <source>the name is too long. Choose a shorter one</source>
        <translation>名称太长。请使用更短的名称</translation>
    </message>
    <message>
        <source>there are more than {limit} layers</source>
        <translation>层数超过 {limit}</translation>
    </message>
    <message>
        <source>this is a folder. Choose a file name</source>
        <translation>这是文件夹。请选择文件名</translation>
    </message>
    <message>
        <source>to_categorical: classes must lie between 0 and {last}. Received {value} at position {position}. {advice}</source>
        <translation>to_categorical：类别必须在 0 和 {last} 之间。位置 {position} 处收到的是 {value}。{advice}</translation>
    </message>
    <message>
        <source>to_categorical: needs whole numbers, one for each class. Received {kind}. Number the classes from 0 on.</source>
        <translation>to_categorical：需要整数，每个类别一个。收到的是 {kind}。请从 0 开始为类别编号。</translation>
    </message>
    <message>
        <source>to_categorical: num_classes must be a whole number of at least 1. Received {value!r}.</source>
        <translation>to_categorical：num_classes 必须是不小于 1 的整数。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>to_categorical: x is empty, so num_classes cannot be worked out. Give num_classes.</source>
        <translation>to_categorical：x 为空，无法算出 num_classes。请给出 num_classes。</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>unpacks a PyTorch object, which can run code</source>
        <translation>会解包 PyTorch 对象，可能会运行代码</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>validation_data: {reason}</source>
        <translation>validation_data：{reason}</translation>
    </message>
    <message>
        <source>validation_split={fraction} of {rows} samples leaves none for {part}. Use another fraction or more data.</source>
        <translation>{rows} 个样本取 validation_split={fraction} 后，没有剩下样本用于{part}。请使用其他比例或更多数据。</translation>
    </message>
    <message>
        <source>verbose must be 0, 1, 2 or &quot;auto&quot;. Received {verbose!r}.</source>
        <translation>verbose 必须是 0、1、2 或 &quot;auto&quot;。收到的是 {verbose!r}。</translation>
    </message>
    <message>
        <source>would unpack to {total} bytes, from a file of {size}</source>
        <translation>解压后将达 {total} 字节，而文件只有 {size} 字节</translation>
    </message>
    <message>
        <source>writing there is not allowed. Choose another folder or change the permissions</source>
        <translation>不允许写入该处。请选择其他文件夹，或更改权限</translation>
    </message>
    <message>
        <source>your share of the disk is used up. Free some space or save to another place</source>
        <translation>您的磁盘配额已用完。请释放一些空间，或保存到其他位置</translation>
    </message>
    <message>
        <source>{axes} per sample</source>
        <translation>每个样本 {axes}</translation>
    </message>
    <message>
        <source>{callback} watches {monitor}, but no data is kept for validation. Set a validation share, or watch {plain}.</source>
        <translation>{callback} 监测 {monitor}，但没有保留验证数据。请设置验证集比例，或监测 {plain}。</translation>
    </message>
    <message>
        <source>{callback} writes {path} beside the project, which has no folder yet. Save the project first.</source>
        <translation>{callback} 要把 {path} 写到项目旁边，但项目还没有文件夹。请先保存项目。</translation>
    </message>
    <message>
        <source>{count} arrays</source>
        <translation>{count} 个数组</translation>
    </message>
    <message>
        <source>{count} axes</source>
        <translation>{count} 个轴</translation>
    </message>
    <message>
        <source>{dtype} values</source>
        <translation>{dtype} 类型的值</translation>
    </message>
    <message>
        <source>{layer} &quot;{name}&quot;: a name cannot contain &quot;/&quot;. Use another sign.</source>
        <translation>{layer}“{name}”：名称不能包含“/”。请使用其他符号。</translation>
    </message>
    <message>
        <source>{layer} &quot;{name}&quot;: call it with an input.</source>
        <translation>{layer}“{name}”：调用时请给出输入。</translation>
    </message>
    <message>
        <source>{low} to {axes} per sample</source>
        <translation>每个样本 {low} 到 {axes}</translation>
    </message>
    <message>
        <source>{name} has no input.</source>
        <translation>{name} 没有输入。</translation>
    </message>
    <message>
        <source>{name} has no output.</source>
        <translation>{name} 没有输出。</translation>
    </message>
    <message>
        <source>{name} has no such port.</source>
        <translation>{name} 没有这个端口。</translation>
    </message>
    <message>
        <source>{path}: a run in it is damaged ({reason}).</source>
        <translation>{path}：其中一次运行已损坏 ({reason})。</translation>
    </message>
    <message>
        <source>{path}: cannot be drawn: the program dot of Graphviz is missing, and {reason}. Install graphviz (apt install graphviz, dnf install graphviz, brew install graphviz), or export to .dot.</source>
        <translation>{path}：无法绘制：缺少 Graphviz 的 dot 程序，并且 {reason}。请安装 graphviz（apt install graphviz、dnf install graphviz、brew install graphviz），或导出为 .dot。</translation>
    </message>
    <message>
        <source>{path}: cannot be read ({reason}).</source>
        <translation>{path}：无法读取 ({reason})。</translation>
    </message>
    <message>
        <source>{path}: cannot be read ({reason}). Check that you may read it and that the disk is there.</source>
        <translation>{path}：无法读取 ({reason})。请检查您是否有读取权限，以及磁盘是否可用。</translation>
    </message>
    <message>
        <source>{path}: cannot be written: the file is write-protected. Save under another name or remove the protection.</source>
        <translation>{path}：无法写入：文件被写保护。请用其他名称保存，或解除保护。</translation>
    </message>
    <message>
        <source>{path}: cannot be written: {advice}.{old}</source>
        <translation>{path}：无法写入：{advice}。{old}</translation>
    </message>
    <message>
        <source>{path}: could not be written correctly. Try again.</source>
        <translation>{path}：未能正确写入。请重试。</translation>
    </message>
    <message>
        <source>{path}: describes no model. Received {kind}.</source>
        <translation>{path}：不是模型的描述。收到的是 {kind}。</translation>
    </message>
    <message>
        <source>{path}: does not fit the model: &quot;{name}&quot; has {received} weights, {layer} needs {expected}. Load it into the model it was saved from.</source>
        <translation>{path}：与模型不匹配：“{name}”有 {received} 个权重，而 {layer} 需要 {expected} 个。请加载到保存它的模型中。</translation>
    </message>
    <message>
        <source>{path}: does not fit the model: it has weights for {received} layers, the model needs them for {expected}. Load it into the model it was saved from.</source>
        <translation>{path}：与模型不匹配：它有 {received} 个层的权重，而模型需要 {expected} 个层的权重。请加载到保存它的模型中。</translation>
    </message>
    <message>
        <source>{path}: does not fit the model: it has {received} weights for {layer} (at {place}), which needs {expected}. Load it into the model it was saved from.</source>
        <translation>{path}：与模型不匹配：它为 {layer}（位于 {place}）保存了 {received} 个权重，而该层需要 {expected} 个。请加载到保存它的模型中。</translation>
    </message>
    <message>
        <source>{path}: does not fit the model: the {weight} of {layer} has shape {received} in the file and {expected} in the model. Load it into the model it was saved from.</source>
        <translation>{path}：与模型不匹配：{layer} 的 {weight} 在文件中形状为 {received}，在模型中为 {expected}。请加载到保存它的模型中。</translation>
    </message>
    <message>
        <source>{path}: exists already. Choose another name, or save with overwrite=True.</source>
        <translation>{path}：已存在。请选择其他名称，或用 overwrite=True 保存。</translation>
    </message>
    <message>
        <source>{path}: has no array {place}/{name} for {layer}.</source>
        <translation>{path}：没有 {layer} 的数组 {place}/{name}。</translation>
    </message>
    <message>
        <source>{path}: holds no weights of a model. Choose a file that save or save_weights has written.</source>
        <translation>{path}：没有模型的权重。请选择由 save 或 save_weights 写入的文件。</translation>
    </message>
    <message>
        <source>{path}: holds weights, but no model. Build the model and call load_weights.</source>
        <translation>{path}：只有权重，没有模型。请先构建模型，再调用 load_weights。</translation>
    </message>
    <message>
        <source>{path}: holds {count} members, more than {limit}. It is refused.</source>
        <translation>{path}：有 {count} 个成员，超过 {limit} 个，已拒绝。</translation>
    </message>
    <message>
        <source>{path}: is a folder. Choose a file in it.</source>
        <translation>{path}：是文件夹。请选择其中的文件。</translation>
    </message>
    <message>
        <source>{path}: is damaged or no HDF5 file ({reason}). Get the file again, or open a backup.</source>
        <translation>{path}：已损坏或不是 HDF5 文件 ({reason})。请重新获取文件，或打开备份。</translation>
    </message>
    <message>
        <source>{path}: is damaged or no zip archive ({reason}). Get the file again, or open a backup.</source>
        <translation>{path}：已损坏或不是 zip 压缩包 ({reason})。请重新获取文件，或打开备份。</translation>
    </message>
    <message>
        <source>{path}: is damaged: it lists a layer &quot;{name}&quot; that is not in it. Get the file again, or open a backup.</source>
        <translation>{path}：已损坏：它列出了层“{name}”，但其中没有。请重新获取文件，或打开备份。</translation>
    </message>
    <message>
        <source>{path}: is damaged: it lists an array {name} that is not in it. Get the file again, or open a backup.</source>
        <translation>{path}：已损坏：它列出了数组 {name}，但其中没有。请重新获取文件，或打开备份。</translation>
    </message>
    <message>
        <source>{path}: is damaged: member {member!r} has {received} bytes, not {expected}. Get the file again, or open a backup.</source>
        <translation>{path}：已损坏：成员 {member!r} 有 {received} 字节，而不是 {expected} 字节。请重新获取文件，或打开备份。</translation>
    </message>
    <message>
        <source>{path}: is damaged: {member} differs from its checksum. Open the .bak file beside it.</source>
        <translation>{path}：已损坏：{member} 与校验和不符。请打开旁边的 .bak 文件。</translation>
    </message>
    <message>
        <source>{path}: is damaged: {member} is missing. Open the .bak file beside it.</source>
        <translation>{path}：已损坏：缺少 {member}。请打开旁边的 .bak 文件。</translation>
    </message>
    <message>
        <source>{path}: is no .keras file: {member} is missing in it.</source>
        <translation>{path}：不是 .keras 文件：其中缺少 {member}。</translation>
    </message>
    <message>
        <source>{path}: is no model: neither a .keras nor an .h5 file.</source>
        <translation>{path}：不是模型：既不是 .keras 文件，也不是 .h5 文件。</translation>
    </message>
    <message>
        <source>{path}: is not a Hornbeam project (no format number).</source>
        <translation>{path}：不是 Hornbeam 项目（没有格式编号）。</translation>
    </message>
    <message>
        <source>{path}: is not a Hornbeam project. Open a .hornbeam file.</source>
        <translation>{path}：不是 Hornbeam 项目。请打开 .hornbeam 文件。</translation>
    </message>
    <message>
        <source>{path}: is refused: member {member!r} {reason}.</source>
        <translation>{path}：已拒绝：成员 {member!r} {reason}。</translation>
    </message>
    <message>
        <source>{path}: is refused: {name} {reason}.</source>
        <translation>{path}：已拒绝：{name} {reason}。</translation>
    </message>
    <message>
        <source>{path}: its text cannot be read ({reason}).</source>
        <translation>{path}：无法读取其文本 ({reason})。</translation>
    </message>
    <message>
        <source>{path}: its text has {size} bytes, more than {limit}. It is refused.</source>
        <translation>{path}：其文本有 {size} 字节，超过 {limit} 字节，已拒绝。</translation>
    </message>
    <message>
        <source>{path}: the graph in it is damaged ({reason}).</source>
        <translation>{path}：其中的计算图已损坏 ({reason})。</translation>
    </message>
    <message>
        <source>{path}: the name of a file for weights must end in .weights.h5.</source>
        <translation>{path}：权重文件的名称必须以 .weights.h5 结尾。</translation>
    </message>
    <message>
        <source>{path}: the name of a model&apos;s file must end in .keras (or .h5). For weights alone call save_weights.</source>
        <translation>{path}：模型文件的名称必须以 .keras（或 .h5）结尾。只保存权重请调用 save_weights。</translation>
    </message>
    <message>
        <source>{path}: the training state in it is damaged ({reason}).</source>
        <translation>{path}：其中的训练状态已损坏 ({reason})。</translation>
    </message>
    <message>
        <source>{path}: there is no such file.</source>
        <translation>{path}：没有这个文件。</translation>
    </message>
    <message>
        <source>{path}: was made by a newer Hornbeam (format {number}; this one reads up to {known}). Install the newer version to open it.</source>
        <translation>{path}：由更新版本的 Hornbeam 创建（格式 {number}；此版本最高可读取 {known}）。请安装新版本后再打开。</translation>
    </message>
    <message>
        <source>{path}: {name} must have shape {expected}. Received {received}.</source>
        <translation>{path}：{name} 的形状必须为 {expected}。收到的是 {received}。</translation>
    </message>
    <message>
        <source>{path}: {reason} Load it with compile=False and compile it anew.</source>
        <translation>{path}：{reason} 请用 compile=False 加载，再重新编译。</translation>
    </message>
    <message>
        <source>{reason}. Save to another place</source>
        <translation>{reason}。请保存到其他位置</translation>
    </message>
    <message>
        <source>{start}layer &quot;{name}&quot; of {title} is a {cls}, which {reason}. That is never done here. Replace it by layers of Keras and save again.</source>
        <translation>{start}{title} 的层“{name}”是 {cls}，它{reason}。这里绝不会这样做。请换成 Keras 的层后重新保存。</translation>
    </message>
    <message>
        <source>{start}layer &quot;{name}&quot; of {title}: its options are damaged ({reason}).</source>
        <translation>{start}{title} 的层“{name}”：其选项已损坏 ({reason})。</translation>
    </message>
    <message>
        <source>{start}{cls} &quot;{name}&quot;: option {option} does not exist here. Received {value!r}.</source>
        <translation>{start}{cls}“{name}”：这里没有选项 {option}。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{start}{name} of module &quot;{module}&quot; is not supported. Use models of Keras itself.</source>
        <translation>{start}不支持模块“{module}”的 {name}。请使用 Keras 自身的模型。</translation>
    </message>
    <message>
        <source>{start}{place} is &quot;{name}&quot; of module &quot;{module}&quot;, which does not exist here. Only layers of keras.layers do.</source>
        <translation>{start}{place} 是模块“{module}”的“{name}”，这里没有它。这里只有 keras.layers 的层。</translation>
    </message>
    <message>
        <source>{start}{place} is of class &quot;{name}&quot;, which does not exist here.{hint}</source>
        <translation>{start}{place} 属于类“{name}”，这里没有它。{hint}</translation>
    </message>
    <message>
        <source>{start}{what}: {part} is not supported. Received {value}.</source>
        <translation>{start}{what}：不支持 {part}。收到的是 {value}。</translation>
    </message>
    <message>
        <source>{text} is not allowed</source>
        <translation>不允许 {text}</translation>
    </message>
    <message>
        <source>{text} is too large</source>
        <translation>{text} 太大</translation>
    </message>
    <message>
        <source>{title}: layer &quot;{name}&quot; takes call {call} of &quot;{source}&quot;, which does not exist</source>
        <translation>{title}：层“{name}”取用“{source}”的第 {call} 次调用，但它不存在</translation>
    </message>
    <message>
        <source>{title}: the graph has a loop through some of these layers: {names}</source>
        <translation>{title}：计算图中有经过以下某些层的环：{names}</translation>
    </message>
    <message>
        <source>{title}: the name &quot;{name}&quot; is used by two layers</source>
        <translation>{title}：名称“{name}”被两个层使用</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: leads to no Output and is left out of the model.</source>
        <translation>{type}“{name}”：没有通向 Output，未包含在模型中。</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: needs at least {needed} inputs. Received {received}. Draw more wires to it.</source>
        <translation>{type}“{name}”：至少需要 {needed} 个输入。收到 {received} 个。请再连几条线。</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: no data is bound to it. Drag a column from the Data panel onto it.</source>
        <translation>{type}“{name}”：没有绑定数据。请从“数据”面板把一列拖到它上面。</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: nothing is wired to its input. Draw a wire to it.</source>
        <translation>{type}“{name}”：输入没有连线。请给它连一条线。</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: shares its weights with another node, whose input is {expected}. Received {received}. Give both the same size or make it unique.</source>
        <translation>{type}“{name}”：与另一个节点共享权重，后者的输入为 {expected}。收到的是 {received}。请让两者大小相同，或取消共享。</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: the data has no column &quot;{column}&quot;. Bind another one in the Data panel.</source>
        <translation>{type}“{name}”：数据没有列“{column}”。请在“数据”面板中绑定其他列。</translation>
    </message>
    <message>
        <source>{type} &quot;{name}&quot;: this version does not have such a layer. It is kept as it is; replace it to train the model.</source>
        <translation>{type}“{name}”：此版本没有这种层。它会原样保留；要训练模型，请替换它。</translation>
    </message>
    <message>
        <source>{what} has {count} axes, more than {limit}</source>
        <translation>{what} 有 {count} 个轴，超过 {limit} 个</translation>
    </message>
    <message>
        <source>{what} holds {size!r}, which is no size</source>
        <translation>{what} 含有 {size!r}，它不是大小</translation>
    </message>
    <message>
        <source>{what} is called without an input</source>
        <translation>{what} 被调用时没有输入</translation>
    </message>
    <message>
        <source>{what} must be a list. Received {kind}</source>
        <translation>{what} 必须是列表。收到的是 {kind}</translation>
    </message>
    <message>
        <source>{what} must be a table. Received {kind}</source>
        <translation>{what} 必须是字典。收到的是 {kind}</translation>
    </message>
    <message>
        <source>{what} must be a text. Received {kind}</source>
        <translation>{what} 必须是文本。收到的是 {kind}</translation>
    </message>
    <message>
        <source>{what} must be a whole number from 0 on. Received {value!r}</source>
        <translation>{what} 必须是不小于 0 的整数。收到的是 {value!r}</translation>
    </message>
    <message>
        <source>{what} names output {output} of call {call} of layer &quot;{name}&quot;, which does not exist</source>
        <translation>{what} 指向层“{name}”第 {call} 次调用的输出 {output}，但它不存在</translation>
    </message>
    <message>
        <source>{what}: a tensor must have three parts. Received {value}</source>
        <translation>{what}：张量必须有三个部分。收到的是 {value}</translation>
    </message>
    <message>
        <source>{what}: give sample_weight or class_weight, not both.</source>
        <translation>{what}：sample_weight 和 class_weight 只能给出一个。</translation>
    </message>
    <message>
        <source>{what}: the model is not compiled. Call model.compile(optimizer=..., loss=...) first.</source>
        <translation>{what}：模型尚未编译。请先调用 model.compile(optimizer=..., loss=...)。</translation>
    </message>
    <message>
        <source>{what}: there is no {name}. Did you mean &quot;{meant}&quot;?</source>
        <translation>{what}：没有 {name}。是否想用“{meant}”？</translation>
    </message>
    <message>
        <source>{what}: there is no {name}. There are {known}.</source>
        <translation>{what}：没有 {name}。现有 {known}。</translation>
    </message>
    <message>
        <source>{what}: {option} must be a whole number of at least {least}. Received {value!r}.</source>
        <translation>{what}：{option} 必须是不小于 {least} 的整数。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{where}: a chain has one input, and model &quot;{name}&quot; has {count}. Use Model(inputs, outputs).</source>
        <translation>{where}：链式模型只有一个输入，而模型“{name}”有 {count} 个。请使用 Model(inputs, outputs)。</translation>
    </message>
    <message>
        <source>{where}: all inputs must have the same shape except along axis {axis}. Received {shapes}. Reshape or flatten one of them.</source>
        <translation>{where}：除轴 {axis} 之外，所有输入的形状必须相同。收到的是 {shapes}。请对其中之一使用 Reshape 或 Flatten。</translation>
    </message>
    <message>
        <source>{where}: all inputs must have the same shape, or sizes of 1 that are repeated. Received {shapes}. Reshape one of them, or join them with Concatenate.</source>
        <translation>{where}：所有输入的形状必须相同，或某些维度为 1 以便重复。收到的是 {shapes}。请改变其中之一的形状，或用 Concatenate 拼接。</translation>
    </message>
    <message>
        <source>{where}: an Input can only be the first. Received &quot;{name}&quot;.</source>
        <translation>{where}：Input 只能放在第一位。收到的是“{name}”。</translation>
    </message>
    <message>
        <source>{where}: apply needs the variables, or build(variables) before.</source>
        <translation>{where}：apply 需要变量，或先调用 build(variables)。</translation>
    </message>
    <message>
        <source>{where}: argument &quot;{old}&quot; is called &quot;{new}&quot; today. Write {new}=... instead.</source>
        <translation>{where}：参数 &quot;{old}&quot; 现在叫 &quot;{new}&quot;。请改写为 {new}=...。</translation>
    </message>
    <message>
        <source>{where}: cannot be drawn before its shapes are known. Begin with keras.Input(shape=...) or call build(input_shape).</source>
        <translation>{where}：形状未知时无法绘制。请以 keras.Input(shape=...) 开头，或调用 build(input_shape)。</translation>
    </message>
    <message>
        <source>{where}: cannot {what} before its shapes are known. Begin with keras.Input(shape=...) or call build(input_shape).</source>
        <translation>{where}：形状未知时无法{what}。请以 keras.Input(shape=...) 开头，或调用 build(input_shape)。</translation>
    </message>
    <message>
        <source>{where}: categorical_crossentropy needs one-hot labels. Column &quot;{column}&quot; gives class numbers of {classes} classes for {units} units. Set its encoding to one_hot, or the loss to sparse_categorical_crossentropy.</source>
        <translation>{where}：categorical_crossentropy 需要 one-hot 标签。列“{column}”给出 {classes} 个类别的编号，而单元数为 {units}。请将其编码设为 one_hot，或将损失设为 sparse_categorical_crossentropy。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has infinite or huge values (first in row {row}). Correct the data.</source>
        <translation>{where}：列“{column}”含有无穷大或过大的值（首次出现在第 {row} 行）。请更正数据。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has no value in {count} of {rows} rows (first: row {row}). Fill the gaps or delete these rows in the file.</source>
        <translation>{where}：列“{column}”的 {rows} 行中有 {count} 行没有值（首次出现在第 {row} 行）。请在文件中填补空缺或删除这些行。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has one class only ({received}). Bind a column with at least two.</source>
        <translation>{where}：列“{column}”只有一个类别 ({received})。请绑定至少有两个类别的列。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has shape {received} a row, but the model was set up with {expected}. Use data of the same shape.</source>
        <translation>{where}：列“{column}”每行的形状为 {received}，但模型是按 {expected} 设置的。请使用形状相同的数据。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has shape {shape} a row and cannot be a column of classes. Set its encoding to &quot;auto&quot;.</source>
        <translation>{where}：列“{column}”每行的形状为 {shape}，不能作为类别列。请将其编码设为 &quot;auto&quot;。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has shape {shape} a row and cannot be joined with others. Bind it alone, and give the others a node of their own.</source>
        <translation>{where}：列“{column}”每行的形状为 {shape}，不能与其他列合并。请单独绑定它，并让其他列使用各自的节点。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has the class {received} in row {row}, which the model does not know. It knows {known}.</source>
        <translation>{where}：列“{column}”第 {row} 行的类别 {received} 是模型不认识的。它认识 {known}。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has whole numbers beyond {limit}. Use smaller numbers.</source>
        <translation>{where}：列“{column}”含有超过 {limit} 的整数。请使用更小的数。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has {count} classes and cannot share an output. Make one Output node for each column of classes.</source>
        <translation>{where}：列“{column}”有 {count} 个类别，不能共用一个输出。请为每个类别列各建一个 Output 节点。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; has {count} different values, at most {limit} can be classes. Bind a column with fewer values, or use it as numbers with encoding &quot;auto&quot;.</source>
        <translation>{where}：列“{column}”有 {count} 个不同的值，最多 {limit} 个可作为类别。请绑定取值更少的列，或用编码 &quot;auto&quot; 把它当作数值。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; holds numbers of words, which scaling would spoil. Set the scale to &quot;none&quot;.</source>
        <translation>{where}：列“{column}”是词的编号，缩放会破坏它们。请将缩放设为 &quot;none&quot;。</translation>
    </message>
    <message>
        <source>{where}: column &quot;{column}&quot; holds text, not numbers: {received} in row {row}. Correct the data, bind another column, or set the encoding to &quot;one_hot&quot; if the texts are classes.</source>
        <translation>{where}：列“{column}”是文本而不是数值：第 {row} 行为 {received}。请更正数据、绑定其他列，或者如果这些文本是类别，将编码设为 &quot;one_hot&quot;。</translation>
    </message>
    <message>
        <source>{where}: data &quot;{dataset}&quot; has no column &quot;{column}&quot;. Did you mean &quot;{meant}&quot;?</source>
        <translation>{where}：数据“{dataset}”没有列“{column}”。是否想用“{meant}”？</translation>
    </message>
    <message>
        <source>{where}: data &quot;{dataset}&quot; has no column &quot;{column}&quot;. It has {known}; bind one of these.</source>
        <translation>{where}：数据“{dataset}”没有列“{column}”。现有 {known}；请绑定其中之一。</translation>
    </message>
    <message>
        <source>{where}: give a shape such as shape=(28, 28), without the batch size.</source>
        <translation>{where}：请给出形状，例如 shape=(28, 28)，不含批大小。</translation>
    </message>
    <message>
        <source>{where}: has no layers. Call add(layer) first.</source>
        <translation>{where}：还没有层。请先调用 add(layer)。</translation>
    </message>
    <message>
        <source>{where}: has no weights yet. Begin with keras.Input(shape=...) or call build(input_shape).</source>
        <translation>{where}：还没有权重。请以 keras.Input(shape=...) 开头，或调用 build(input_shape)。</translation>
    </message>
    <message>
        <source>{where}: inputs must have the same number of samples, and the same size along axes {axes}. Received {first} and {second}. Choose other axes, or put a Permute or Reshape before.</source>
        <translation>{where}：各输入的样本数必须相同，沿轴 {axes} 的大小也必须相同。收到的是 {first} 和 {second}。请选择其他轴，或在前面放一个 Permute 或 Reshape。</translation>
    </message>
    <message>
        <source>{where}: is shared and has a kernel of shape {expected}. Received an input of shape {shape}, for which it would be {wanted}. Give both calls the same sizes, or use a second layer.</source>
        <translation>{where}：是共享层，其核（kernel）的形状为 {expected}。收到形状为 {shape} 的输入，对应的核形状应为 {wanted}。请让两次调用的大小相同，或使用另一个层。</translation>
    </message>
    <message>
        <source>{where}: is shared and has slopes of shape {expected}. Received shape {shape}. Give both calls the same sizes, or use a second layer.</source>
        <translation>{where}：是共享的，其斜率的形状为 {expected}。收到的形状为 {shape}。请让两次调用的大小相同，或使用第二个层。</translation>
    </message>
    <message>
        <source>{where}: is shared and was built for {expected} channels. Received shape {shape}. Give both calls the same channels, or use a second layer.</source>
        <translation>{where}：是共享层，按 {expected} 个通道构建。收到的形状为 {shape}。请让两次调用的通道数相同，或使用另一个层。</translation>
    </message>
    <message>
        <source>{where}: is shared and was built for {expected} input features. Received shape {shape}. Give both calls the same features, or use a second layer.</source>
        <translation>{where}：是共享层，按 {expected} 个输入特征构建。收到的形状为 {shape}。请让两次调用的特征数相同，或使用另一个层。</translation>
    </message>
    <message>
        <source>{where}: is shared and was built for {expected} values along its axes. Received shape {shape}. Give both calls the same sizes, or use a second layer.</source>
        <translation>{where}：是共享层，按各轴上 {expected} 个值构建。收到的形状为 {shape}。请让两次调用的大小相同，或使用另一个层。</translation>
    </message>
    <message>
        <source>{where}: is stateful and was built for batches of {expected} samples. Received one of {received}. Give batch_size={expected}, and a number of samples that it divides.</source>
        <translation>{where}：是有状态的，为含 {expected} 个样本的批次构建。收到含 {received} 个样本的批次。请给出 batch_size={expected}，并使样本数能被它整除。</translation>
    </message>
    <message>
        <source>{where}: is stateful, so it needs a fixed batch size. Begin the model with keras.Input(batch_shape=(size, ...)).</source>
        <translation>{where}：是有状态的层，因此需要固定的批大小。模型请以 keras.Input(batch_shape=(size, ...)) 开头。</translation>
    </message>
    <message>
        <source>{where}: its input has no axis {axis}. Received shape {shape}. Use an axis in 1 .. {last}, or -1 for the last.</source>
        <translation>{where}：输入没有轴 {axis}。收到的形状为 {shape}。请使用 1 .. {last} 之内的轴，或用 -1 表示最后一个轴。</translation>
    </message>
    <message>
        <source>{where}: its inputs do not fit each other. Received shapes {shapes}. Sizes must be equal, or 1.</source>
        <translation>{where}：各输入互不匹配。收到的形状为 {shapes}。各维大小必须相等，或为 1。</translation>
    </message>
    <message>
        <source>{where}: its option {option} cannot be written to a file. Received {value!r}. Use numbers, texts and lists of them only.</source>
        <translation>{where}：其选项 {option} 无法写入文件。收到的是 {value!r}。请只使用数值、文本及其列表。</translation>
    </message>
    <message>
        <source>{where}: its penalty is made of l1 and l2. Received activity_regularizer, too. Leave it out.</source>
        <translation>{where}：其惩罚由 l1 和 l2 构成。还收到了 activity_regularizer。请去掉它。</translation>
    </message>
    <message>
        <source>{where}: label {received} of column &quot;{column}&quot; is out of range: {units} units take labels from {low} to {high}. Change the units of the last layer, or set the encoding of the column to &quot;index&quot;.</source>
        <translation>{where}：列“{column}”的标签 {received} 超出范围：{units} 个单元的标签应为 {low} 至 {high}。请更改最后一层的单元数，或将该列的编码设为 &quot;index&quot;。</translation>
    </message>
    <message>
        <source>{where}: needs an input with {wanted}. Received shape {shape}.{advice}</source>
        <translation>{where}：输入需为{wanted}。收到的形状为 {shape}。{advice}</translation>
    </message>
    <message>
        <source>{where}: needs one mask for each of its {expected} inputs. Received {received}.</source>
        <translation>{where}：需要为 {expected} 个输入各提供一个掩码（mask）。收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: needs {count} states of the sizes {sizes}. Received shapes {shapes}.</source>
        <translation>{where}：需要 {count} 个状态，大小为 {sizes}。收到的形状为 {shapes}。</translation>
    </message>
    <message>
        <source>{where}: no data is bound. Drag a column onto the node.</source>
        <translation>{where}：没有绑定数据。请把一列拖到该节点上。</translation>
    </message>
    <message>
        <source>{where}: noise_shape {noise} does not fit the input. Received shape {shape}. Use 1, None or the size of the input for each axis.</source>
        <translation>{where}：noise_shape {noise} 与输入不匹配。收到的形状为 {shape}。每个轴请使用 1、None 或输入的大小。</translation>
    </message>
    <message>
        <source>{where}: nothing is left of an input of shape {shape}. Use larger strides, or leave output_padding out.</source>
        <translation>{where}：形状为 {shape} 的输入没有剩余。请使用更大的步长 (strides)，或去掉 output_padding。</translation>
    </message>
    <message>
        <source>{where}: one of the two layers must have go_backwards=True, the other not. Received {value} for both.</source>
        <translation>{where}：两个层中必须有一个 go_backwards=True，另一个不是。两者收到的都是 {value}。</translation>
    </message>
    <message>
        <source>{where}: only one of clipnorm, clipvalue and global_clipnorm can be given. Received {given}.</source>
        <translation>{where}：clipnorm、clipvalue 和 global_clipnorm 只能给出一个。收到的是 {given}。</translation>
    </message>
    <message>
        <source>{where}: option &quot;{old}&quot; is called &quot;{new}&quot; today. Write {new}=... instead.</source>
        <translation>{where}：选项 &quot;{old}&quot; 现在叫 &quot;{new}&quot;。请改写为 {new}=...。</translation>
    </message>
    <message>
        <source>{where}: option {option} can only be {only!r} here. Received {value}. Leave it out.</source>
        <translation>{where}：选项 {option} 在这里只能是 {only!r}。收到的是 {value}。请去掉它。</translation>
    </message>
    <message>
        <source>{where}: option {option} is given twice.</source>
        <translation>{where}：选项 {option} 给出了两次。</translation>
    </message>
    <message>
        <source>{where}: option {option} is missing. {doc}</source>
        <translation>{where}：缺少选项 {option}。{doc}</translation>
    </message>
    <message>
        <source>{where}: option {option} must be at least {limit:g}. Received {value!r}.</source>
        <translation>{where}：选项 {option} 不能小于 {limit:g}。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{where}: option {option} must be at most {limit:g}. Received {value!r}.</source>
        <translation>{where}：选项 {option} 不能大于 {limit:g}。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{where}: option {option} must be one of {choices}. Received {value!r}.{hint}</source>
        <translation>{where}：选项 {option} 必须是 {choices} 之一。收到的是 {value!r}。{hint}</translation>
    </message>
    <message>
        <source>{where}: option {option} {reason}. Received {value!r}.</source>
        <translation>{where}：选项 {option} {reason}。收到的是 {value!r}。</translation>
    </message>
    <message>
        <source>{where}: option {option}: {reason}</source>
        <translation>{where}：选项 {option}：{reason}</translation>
    </message>
    <message>
        <source>{where}: output_padding must be below strides. Received output_padding={extra} and strides={strides}. Make it smaller, or leave it out.</source>
        <translation>{where}：output_padding 必须小于 strides。收到的是 output_padding={extra} 和 strides={strides}。请减小它，或去掉它。</translation>
    </message>
    <message>
        <source>{where}: output_shape {output} must hold a size for each of {names}, of equation {equation}. Received an input of shape {shape}.</source>
        <translation>{where}：output_shape {output} 必须为等式 {equation} 的 {names} 各给出一个大小。收到形状为 {shape} 的输入。</translation>
    </message>
    <message>
        <source>{where}: outputs of different shapes, {first} and {second}, can only be joined by merge_mode=&quot;concat&quot;.</source>
        <translation>{where}：形状不同的输出 {first} 和 {second} 只能用 merge_mode=&quot;concat&quot; 合并。</translation>
    </message>
    <message>
        <source>{where}: query and key must have as many features, value and key the same steps. Received query {query}, value {value}, key {key}.</source>
        <translation>{where}：query 和 key 的特征数必须相同，value 和 key 的时间步必须相同。收到的是 query {query}，value {value}，key {key}。</translation>
    </message>
    <message>
        <source>{where}: query and value may differ along {axes} only, where is attended. Received query {query} and value {value}.</source>
        <translation>{where}：query 和 value 只能在计算注意力的轴 {axes} 上不同。收到的 query 为 {query}，value 为 {value}。</translation>
    </message>
    <message>
        <source>{where}: query and value must be tensors of the same kind, both symbolic or both arrays.</source>
        <translation>{where}：query 和 value 必须是同类张量，都是符号张量或都是数组。</translation>
    </message>
    <message>
        <source>{where}: query and value must have as many axes, and value and key the same steps. Received query {query}, value {value}, key {key}.</source>
        <translation>{where}：query 和 value 的轴数必须相同，value 和 key 的时间步必须相同。收到的是 query {query}，value {value}，key {key}。</translation>
    </message>
    <message>
        <source>{where}: query and value must have as many features. Received {query} and {value}.</source>
        <translation>{where}：query 和 value 的特征数必须相同。收到的是 {query} 和 {value}。</translation>
    </message>
    <message>
        <source>{where}: scale or offset of shape {own} does not fit the input. Received shape {shape}. Give one number, or one for each size of the last axis.</source>
        <translation>{where}：形状为 {own} 的 scale 或 offset 与输入不匹配。收到的形状为 {shape}。请给出一个数，或为最后一个轴的每个位置各给出一个数。</translation>
    </message>
    <message>
        <source>{where}: sizes of a shape must be at least 1. Received {shape}.</source>
        <translation>{where}：形状的各维大小不能小于 1。收到的是 {shape}。</translation>
    </message>
    <message>
        <source>{where}: strides and dilation_rate cannot both be above 1. Received strides={strides} and dilation_rate={dilation}. Set one of them to 1.</source>
        <translation>{where}：strides 和 dilation_rate 不能同时大于 1。收到的是 strides={strides} 和 dilation_rate={dilation}。请将其中之一设为 1。</translation>
    </message>
    <message>
        <source>{where}: takes a list of tensors. Received {kind}. Write [a, b].</source>
        <translation>{where}：接受张量的列表。收到的是 {kind}。请写成 [a, b]。</translation>
    </message>
    <message>
        <source>{where}: takes at most {count} options. Received {received}.</source>
        <translation>{where}：最多接受 {count} 个选项。收到 {received} 个。</translation>
    </message>
    <message>
        <source>{where}: takes at most {count} values by position ({names}). Received {received}.</source>
        <translation>{where}：最多按位置接受 {count} 个值 ({names})。收到 {received} 个。</translation>
    </message>
    <message>
        <source>{where}: takes one step and needs the states before it. Call it as cell(inputs, states), or put it into an RNN layer.</source>
        <translation>{where}：只处理一个时间步，并需要之前的状态。请以 cell(inputs, states) 的形式调用，或放入 RNN 层。</translation>
    </message>
    <message>
        <source>{where}: takes symbolic tensors or arrays, not both at once.</source>
        <translation>{where}：接受符号张量或数组，但不能同时接受两者。</translation>
    </message>
    <message>
        <source>{where}: takes tensors as its first argument only. Received some in {names}, too. Leave them out.</source>
        <translation>{where}：只有第一个参数可以是张量。{names} 中也收到了张量。请去掉它们。</translation>
    </message>
    <message>
        <source>{where}: takes {expected} input(s). Received {received}.</source>
        <translation>{where}：需要 {expected} 个输入。收到 {received} 个。</translation>
    </message>
    <message>
        <source>{where}: targets must be finite numbers. Received {value} in sample {row}. Remove or fill such samples.</source>
        <translation>{where}：目标必须是有限的数。样本 {row} 中收到的是 {value}。请删除或填补这样的样本。</translation>
    </message>
    <message>
        <source>{where}: targets must be numbers. Received dtype {dtype}, first value {first!r}. Give each class a number.</source>
        <translation>{where}：目标必须是数值。收到的 dtype 为 {dtype}，第一个值为 {first!r}。请给每个类别一个编号。</translation>
    </message>
    <message>
        <source>{where}: the channels of its input must be a multiple of groups. Received {channels} channels and groups={groups}. Change one of them.</source>
        <translation>{where}：输入的通道数必须是 groups 的倍数。收到 {channels} 个通道和 groups={groups}。请更改其中之一。</translation>
    </message>
    <message>
        <source>{where}: the data has {received} numbers a row, but the last layer has {units} units. Give the last layer {received} units.</source>
        <translation>{where}：数据每行有 {received} 个数，但最后一层有 {units} 个单元。请将最后一层的单元数设为 {received}。</translation>
    </message>
    <message>
        <source>{where}: the function must return numbers. Received {received}. Keep the arguments as they come, without numpy.asarray or float, and compute with operators, engine.ops and functions of NumPy.</source>
        <translation>{where}：函数必须返回数值。收到的是 {received}。请原样使用参数，不要用 numpy.asarray 或 float，并用运算符、engine.ops 和 NumPy 的函数计算。</translation>
    </message>
    <message>
        <source>{where}: the input has no axis {axis}, as shared_axes says. Received shape {shape}. Use axes from 1 to {last}.</source>
        <translation>{where}：输入没有 shared_axes 中的轴 {axis}。收到的形状为 {shape}。请使用 1 到 {last} 之间的轴。</translation>
    </message>
    <message>
        <source>{where}: the inputs have no axis {axis} besides the batch axis. Received {shapes}. Use an axis from 1 to {last}.</source>
        <translation>{where}：除批次轴外，输入没有轴 {axis}。收到的是 {shapes}。请使用 1 到 {last} 之间的轴。</translation>
    </message>
    <message>
        <source>{where}: the layer within must give one output. {layer} gives {count}.</source>
        <translation>{where}：内部的层必须只有一个输出。{layer} 有 {count} 个。</translation>
    </message>
    <message>
        <source>{where}: the layer within must have a kernel or embeddings. {layer} has none. Wrap another layer.</source>
        <translation>{where}：内部的层必须有 kernel 或 embeddings。{layer} 没有。请包装其他层。</translation>
    </message>
    <message>
        <source>{where}: the layers must be recurrent ones, such as LSTM. Received {layer}.</source>
        <translation>{where}：各层必须是循环层，例如 LSTM。收到的是 {layer}。</translation>
    </message>
    <message>
        <source>{where}: the learning rate follows a schedule or a function and cannot be set to {value!r}. Make the optimizer with a number to set it.</source>
        <translation>{where}：学习率由学习率计划或函数决定，不能设为 {value!r}。要设置它，请用数字创建优化器。</translation>
    </message>
    <message>
        <source>{where}: the limits of a slice must be numbers. Received a symbolic tensor. Use ops.take for positions that are computed.</source>
        <translation>{where}：切片的界限必须是数字。收到的是符号张量。对于计算得出的位置，请使用 ops.take。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} compares probabilities: targets must lie in 0 .. 1. Received {value} in sample {row}. Divide each row by its sum, or use mean_squared_error for other numbers.</source>
        <translation>{where}：损失 {loss} 比较概率：目标必须在 0 .. 1 之内。样本 {row} 中收到的是 {value}。请将每行除以其总和，或对其他数值使用 mean_squared_error。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} compares targets and predictions one by one. Received targets of shape {received} for predictions of shape {expected}. {remedy}</source>
        <translation>{where}：损失 {loss} 逐个比较目标与预测值。收到形状为 {received} 的目标，而预测值的形状为 {expected}。{remedy}</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} has predictions for {classes} classes: targets must lie in 0 .. {last}. Received {value} in sample {row}. {remedy}</source>
        <translation>{where}：损失 {loss} 的预测值对应 {classes} 个类别：目标必须在 0 .. {last} 之内。样本 {row} 中收到的是 {value}。{remedy}</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} needs a step for each label, and one between equal ones. Received {needed} needed in sample {row}, for predictions of shape {predictions}. Give the model longer sequences.</source>
        <translation>{where}：损失 {loss} 需要每个标签一个时间步，相同的相邻标签之间还需要一个。样本 {row} 需要 {needed} 个时间步，而预测值的形状为 {predictions}。请给模型更长的序列。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} needs one class number for each row of probabilities. Received targets of shape {received} for predictions of shape {predictions}. {remedy}</source>
        <translation>{where}：损失 {loss} 需要为每行概率给出一个类别编号。收到形状为 {received} 的目标，而预测值的形状为 {predictions}。{remedy}</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} needs one class number for each vector. Received targets of shape {received} for predictions of shape {predictions}. Give predictions of shape (samples, size) and targets of shape (samples,).</source>
        <translation>{where}：损失 {loss} 需要为每个向量给出一个类别编号。收到形状为 {received} 的目标，而预测值的形状为 {predictions}。请给出形状为 (samples, size) 的预测值和形状为 (samples,) 的目标。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} needs one output for each class. Received predictions of shape {received}. For one yes/no answer use binary_crossentropy.</source>
        <translation>{where}：损失 {loss} 需要为每个类别给出一个输出。收到的预测值形状为 {received}。对于单个是/否的判断，请使用 binary_crossentropy。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} needs targets of shape (samples, labels) and predictions of shape (samples, steps, classes). Received targets of shape {received} for predictions of shape {predictions}.</source>
        <translation>{where}：损失 {loss} 需要形状为 (samples, labels) 的目标和形状为 (samples, steps, classes) 的预测值。收到形状为 {received} 的目标，而预测值的形状为 {predictions}。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} needs whole class numbers as targets. Received {value} in sample {row}. For other numbers use mean_squared_error.</source>
        <translation>{where}：损失 {loss} 的目标必须是整数类别编号。样本 {row} 中收到的是 {value}。对于其他数值，请使用 mean_squared_error。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} takes 0 for the end of the labels. Received {value} behind a 0 in sample {row}. Number the classes from 1.</source>
        <translation>{where}：损失 {loss} 以 0 表示标签结束。样本 {row} 中 0 之后收到了 {value}。请从 1 开始为类别编号。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} takes counts, which are not negative. Received {value} in sample {row}. For other numbers use mean_squared_error.</source>
        <translation>{where}：损失 {loss} 接受计数，计数不能为负。样本 {row} 中收到的是 {value}。对于其他数值，请使用 mean_squared_error。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} takes targets -1 and 1, or 0 and 1. Received {value} in sample {row}. For more than two classes use categorical_hinge, for numbers mean_squared_error.</source>
        <translation>{where}：损失 {loss} 的目标应为 -1 和 1，或 0 和 1。样本 {row} 中收到的是 {value}。类别多于两个时请使用 categorical_hinge，对于数值请使用 mean_squared_error。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} takes targets between 0 and 1. Received {value} in sample {row}. {remedy}</source>
        <translation>{where}：损失 {loss} 的目标必须在 0 和 1 之间。样本 {row} 中收到的是 {value}。{remedy}</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} takes the logarithm of targets plus 1. Received {value} in sample {row}. For negative numbers use mean_squared_error.</source>
        <translation>{where}：损失 {loss} 要取目标加 1 的对数。样本 {row} 中收到的是 {value}。对于负数，请使用 mean_squared_error。</translation>
    </message>
    <message>
        <source>{where}: the loss {loss} works along axis {axis}, which predictions of shape {received} do not have. Choose another axis.</source>
        <translation>{where}：损失 {loss} 沿轴 {axis} 计算，而形状为 {received} 的预测值没有该轴。请选择其他轴。</translation>
    </message>
    <message>
        <source>{where}: the mask must begin with the axes {wanted}. Received shape {shape}.</source>
        <translation>{where}：掩码（mask）的形状必须以轴 {wanted} 开头。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>{where}: the mask must have one axis less than the input. Received a mask of shape {mask} for an input of shape {shape}. Reshape the input or drop the mask.</source>
        <translation>{where}：掩码的轴数必须比输入少一个。收到形状为 {mask} 的掩码，而输入的形状为 {shape}。请改变输入的形状，或去掉掩码。</translation>
    </message>
    <message>
        <source>{where}: the mask must have one entry for each step, shape {wanted}. Received shape {shape}.</source>
        <translation>{where}：掩码（mask）必须为每个时间步各有一个元素，形状为 {wanted}。收到的形状为 {shape}。</translation>
    </message>
    <message>
        <source>{where}: the new data &quot;{dataset}&quot; has no column &quot;{column}&quot;, which the model was trained with. Add the column.</source>
        <translation>{where}：新数据“{dataset}”没有训练模型时使用的列“{column}”。请添加该列。</translation>
    </message>
    <message>
        <source>{where}: the number of axes of its result is not known. Received shapes {shapes}. Give Input a full shape.</source>
        <translation>{where}：其结果的轴数未知。收到的形状为 {shapes}。请给 Input 完整的形状。</translation>
    </message>
    <message>
        <source>{where}: the scale stands along the last axes, which do not have the sizes {sizes} of the axes {axes}. Received shape {shape}. Normalize over the last axes; Permute brings others there.</source>
        <translation>{where}：缩放系数位于最后几个轴，而这些轴的大小与轴 {axes} 的大小 {sizes} 不符。收到的形状为 {shape}。请对最后几个轴做归一化；可用 Permute 把其他轴移到那里。</translation>
    </message>
    <message>
        <source>{where}: the size of axis {axis} of its input must be known. Received shape {shape}. Give Input a full shape.</source>
        <translation>{where}：输入的轴 {axis} 的大小必须已知。收到的形状为 {shape}。请给 Input 完整的形状。</translation>
    </message>
    <message>
        <source>{where}: the size of axis {label} must be known, as bias_axes names it. Received shape {shape}. Give it in output_shape.</source>
        <translation>{where}：轴 {label} 的大小必须已知，因为 bias_axes 指定了它。收到的形状为 {shape}。请在 output_shape 中给出。</translation>
    </message>
    <message>
        <source>{where}: the size of axis {label} must be known. Received shape {shape} and output_shape {output}. Give it in one of them.</source>
        <translation>{where}：轴 {label} 的大小必须已知。收到的形状为 {shape}，output_shape 为 {output}。请在其中之一给出该大小。</translation>
    </message>
    <message>
        <source>{where}: the sizes of the images must be known. Received shape {shape}. Give Input a full shape.</source>
        <translation>{where}：图像的大小必须已知。收到的形状为 {shape}。请给 Input 完整的形状。</translation>
    </message>
    <message>
        <source>{where}: the state does not fit: {expected} arrays are needed, {received} were given, or their shapes differ. Use the state of a {cls} for the same weights{build}.</source>
        <translation>{where}：状态不匹配：需要 {expected} 个数组，给出了 {received} 个，或者形状不同。请使用权重相同的 {cls} 的状态{build}。</translation>
    </message>
    <message>
        <source>{where}: there is no argument &quot;{name}&quot; any more. {advice}</source>
        <translation>{where}：不再有参数 &quot;{name}&quot;。{advice}</translation>
    </message>
    <message>
        <source>{where}: there is no argument &quot;{name}&quot;.{hint} Arguments: {names}.</source>
        <translation>{where}：没有参数 &quot;{name}&quot;。{hint}参数有：{names}。</translation>
    </message>
    <message>
        <source>{where}: there is no gradient for any variable.</source>
        <translation>{where}：没有任何变量有梯度。</translation>
    </message>
    <message>
        <source>{where}: there is no layer to pop.</source>
        <translation>{where}：没有可弹出的层。</translation>
    </message>
    <message>
        <source>{where}: there is no option &quot;{option}&quot;. Options: {names}.</source>
        <translation>{where}：没有选项 &quot;{option}&quot;。选项有：{names}。</translation>
    </message>
    <message>
        <source>{where}: there is no option &quot;{option}&quot;.{hint} Options: {names}.</source>
        <translation>{where}：没有选项 &quot;{option}&quot;。{hint}选项有：{names}。</translation>
    </message>
    <message>
        <source>{where}: there is no option {option} here. {advice}</source>
        <translation>{where}：这里没有选项 {option}。{advice}</translation>
    </message>
    <message>
        <source>{where}: there must be one more value than boundaries. Received {values} values and {boundaries} boundaries.</source>
        <translation>{where}：values 的个数必须比 boundaries 多一个。收到 {values} 个 values 和 {boundaries} 个 boundaries。</translation>
    </message>
    <message>
        <source>{where}: tokens must lie between 0 and {last}. Received {token} in sample {sample}{place}. {advice}</source>
        <translation>{where}：词元必须在 0 和 {last} 之间。样本 {sample}{place} 收到的是 {token}。{advice}</translation>
    </message>
    <message>
        <source>{where}: unknown option {option}. Did you mean &quot;{meant}&quot;?</source>
        <translation>{where}：未知的选项 {option}。是否想用“{meant}”？</translation>
    </message>
    <message>
        <source>{where}: unknown option {option}. Known options: {known}.</source>
        <translation>{where}：未知的选项 {option}。已知的选项：{known}。</translation>
    </message>
    <message>
        <source>{where}: was built for inputs of shape {known}. Received {shape}. Make a new model for other inputs.</source>
        <translation>{where}：是为形状 {known} 的输入构建的。收到的是 {shape}。请为其他输入新建模型。</translation>
    </message>
    <message>
        <source>{where}: was built for other weights and does not know {path}. Compile the model with a new optimizer.</source>
        <translation>{where}：是为其他权重构建的，不认识 {path}。请用新的优化器编译模型。</translation>
    </message>
    <message>
        <source>{where}: was built for {known} weights and is now used for {received} of them. Compile the model with a new optimizer.</source>
        <translation>{where}：是为 {known} 个权重构建的，现在却用于其中 {received} 个。请用新的优化器编译模型。</translation>
    </message>
    <message>
        <source>{where}: was called with arguments that its method call{signature} does not take: {reason}.</source>
        <translation>{where}：调用时的参数不被其方法 call{signature} 接受：{reason}。</translation>
    </message>
    <message>
        <source>{where}: was called {count} times; there is no call {index}. Calls are counted from 0.</source>
        <translation>{where}：被调用了 {count} 次，没有第 {index} 次调用。调用从 0 开始计数。</translation>
    </message>
    <message>
        <source>{where}: {channels} channels do not make {groups} groups of the same size. Received shape {shape}. Set groups to a divisor of {channels}.</source>
        <translation>{where}：{channels} 个通道无法分成大小相同的 {groups} 组。收到的形状为 {shape}。请将 groups 设为 {channels} 的因数。</translation>
    </message>
    <message>
        <source>{where}: {count} numbers a sample do not fit target_shape {target}, which {takes}. Received shape {shape}. {advice}</source>
        <translation>{where}：每个样本的 {count} 个数与 target_shape {target} 不符，后者{takes}。收到的形状为 {shape}。{advice}</translation>
    </message>
    <message>
        <source>{where}: {option} is missing. {doc}</source>
        <translation>{where}：缺少 {option}。{doc}</translation>
    </message>
    <message>
        <source>{where}: {option} must be a number from {min} to {max}, received {received}.</source>
        <translation>{where}：{option} 必须是 {min} 到 {max} 之间的数，收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: {option} must be a text, received {received}.</source>
        <translation>{where}：{option} 必须是文本，收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: {option} must be a whole number from {min} to {max}, received {received}.</source>
        <translation>{where}：{option} 必须是 {min} 到 {max} 之间的整数，收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: {option} must be one of {choices}, received {received}.</source>
        <translation>{where}：{option} 必须是 {choices} 之一，收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: {option} must be true or false, received {received}.</source>
        <translation>{where}：{option} 必须是 true 或 false，收到的是 {received}。</translation>
    </message>
    <message>
        <source>{where}: {variables} variables need as many gradients. Received {grads}.</source>
        <translation>{where}：{variables} 个变量需要同样多的梯度。收到 {grads} 个。</translation>
    </message>
</context>
<context>
    <name>Tooltips</name>
    <message>
        <source>shape {shape}</source>
        <translation>形状 {shape}</translation>
    </message>
    <message>
        <source>Shares its weights with its twins.</source>
        <translation>与共享层使用同一组权重。</translation>
    </message>
    <message>
        <source>Data: {columns}</source>
        <translation>数据：{columns}</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>Double-click to rename.</source>
        <translation>双击可重命名。</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>{run} failed. {reason}</source>
        <translation>{run} 失败。{reason}</translation>
    </message>
    <message>
        <source>No reason is known.</source>
        <translation>原因未知。</translation>
    </message>
    <message>
        <source>Preparing the model and the data...</source>
        <translation>正在准备模型和数据…</translation>
    </message>
    <message>
        <source>Stopping after this batch. The model keeps what it learned.</source>
        <translation>将在此批次后停止。模型会保留已学到的内容。</translation>
    </message>
    <message>
        <source>Not ready to train. {reason}</source>
        <translation>还不能训练。{reason}</translation>
    </message>
    <message>
        <source>Ready. Press Train to start.</source>
        <translation>已就绪。点击“训练”开始。</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Training...</source>
        <translation>正在训练…</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation>第 {epoch} / {epochs} 轮</translation>
    </message>
    <message>
        <source>batch {batch} of {batches}</source>
        <translation>批次 {batch} / {batches}</translation>
    </message>
    <message>
        <source>{speed} samples/s</source>
        <translation>{speed} 样本/秒</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{run} failed after {count} epochs</source>
        <translation>{run} 在 {count} 轮后失败</translation>
    </message>
    <message>
        <source>{run} stopped after {count} epochs</source>
        <translation>{run} 在 {count} 轮后停止</translation>
    </message>
    <message>
        <source>{run} finished {count} epochs</source>
        <translation>{run} 完成 {count} 轮</translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation>用时 {time}</translation>
    </message>
    <message>
        <source>best epoch {epoch}, validation loss {value}</source>
        <translation>最佳第 {epoch} 轮，验证损失 {value}</translation>
    </message>
    <message>
        <source>best epoch {epoch}, loss {value}</source>
        <translation>最佳第 {epoch} 轮，损失 {value}</translation>
    </message>
    <message>
        <source>Train goes on from here</source>
        <translation>再次训练将从此处继续</translation>
    </message>
</context>
<context>
    <name>TrainingPlots</name>
    <message>
        <source>best: {epoch}</source>
        <translation>最佳：{epoch}</translation>
    </message>
    <message>
        <source>Epoch {epoch} had the lowest loss, {value}. Click to go back to its weights.</source>
        <translation>第 {epoch} 轮损失最低，为 {value}。点击可恢复该轮的权重。</translation>
    </message>
    <message>
        <source>Epoch {epoch} has the lowest loss so far, {value}.</source>
        <translation>第 {epoch} 轮损失目前最低，为 {value}。</translation>
    </message>
    <message>
        <source>The weights of epoch {epoch} are back.</source>
        <translation>已恢复第 {epoch} 轮的权重。</translation>
    </message>
    <message>
        <source>Saved {path}</source>
        <translation>已保存 {path}</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{name} val</source>
        <translation>{name} 验证</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Mean absolute error</source>
        <translation>平均绝对误差</translation>
    </message>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>No curves yet</source>
        <translation>还没有曲线</translation>
    </message>
    <message>
        <source>Press Train. Loss and metrics of every output appear here while the model learns.</source>
        <translation>点击“训练”。模型学习时，每个输出的损失和指标会显示在这里。</translation>
    </message>
</context>
<context>
    <name>TrainingSettingsPanel</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Choose {optimizer}</source>
        <translation>选择 {optimizer}</translation>
    </message>
    <message>
        <source>Change validation share</source>
        <translation>更改验证集比例</translation>
    </message>
    <message>
        <source>Change callbacks</source>
        <translation>更改回调</translation>
    </message>
    <message>
        <source>Change {option}</source>
        <translation>更改 {option}</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次 (epoch)</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证集</translation>
    </message>
    <message>
        <source>Share of the rows that is kept to judge the model.</source>
        <translation>留出用于评判模型的行所占比例。</translation>
    </message>
    <message>
        <source>Callbacks</source>
        <translation>回调</translation>
    </message>
    <message>
        <source>More options…</source>
        <translation>更多选项…</translation>
    </message>
</context>
<context>
    <name>ValuesTable</name>
    <message>
        <source>{name}, training</source>
        <translation>{name}，训练</translation>
    </message>
    <message>
        <source>{name}, validation</source>
        <translation>{name}，验证</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>val</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>The newest values appear here while the model learns.</source>
        <translation>模型学习时，最新的数值会显示在这里。</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放至 100 %</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Numbers that training changes, and the memory they take</source>
        <translation>训练时会改变的数值，以及它们占用的内存</translation>
    </message>
    <message>
        <source>{count} parameters · {size}</source>
        <translation>{count} 个参数 · {size}</translation>
    </message>
</context>
<context>
    <name>_NameRow</name>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the layer, unique in its model. The Keras code, the weights and the diagram use it.</source>
        <translation>层的名称，在模型中唯一。Keras 代码、权重和结构图都使用它。</translation>
    </message>
    <message>
        <source>Rename {name}</source>
        <translation>重命名 {name}</translation>
    </message>
</context>
<context>
    <name>_SharedNote</name>
    <message>
        <source>Make unique</source>
        <translation>取消共享</translation>
    </message>
    <message>
        <source>Give this node weights and a name of its own</source>
        <translation>让此节点拥有自己的权重和名称</translation>
    </message>
    <message>
        <source>Shared by {count} nodes: one set of weights and options.</source>
        <translation>由 {count} 个节点共享：同一组权重和选项。</translation>
    </message>
</context>
</TS>
