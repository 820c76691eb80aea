//! Columns in files of Arrow's IPC format, one batch each and not compressed: written as they come, and read where
//! they lie.
//!
//! Numbers have no nulls, strings have offsets of 64 bits. Whatever reads Arrow files reads these.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use arrow_buffer::{Buffer, ScalarBuffer, ToByteSlice};
use arrow_ipc::convert::IpcSchemaEncoder;
use arrow_ipc::{
    Block, Buffer as BufferPlace, FieldNode, FooterBuilder, Message, MessageBuilder, MessageHeader,
    MetadataVersion, RecordBatch, RecordBatchBuilder, Type, root_as_footer, root_as_message,
};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use flatbuffers::FlatBufferBuilder;
use memmap2::Mmap;

use super::{bad_file, io_error};
use crate::error::Result;
use crate::parallel::Control;

const MAGIC: &[u8; 6] = b"ARROW1";
const CONTINUATION: [u8; 4] = [0xff; 4];
/// Every buffer begins at a multiple of this many bytes.
const ALIGNMENT: u64 = 64;
const ZEROS: [u8; 64] = [0; 64];
/// How many bytes are written between two looks at whether to stop.
const CHUNK: usize = 4 << 20;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    UInt8,
    UInt32,
    /// Never negative: numbers from 0 to 2^63 - 1, signed for the sake of those who compute with them.
    Int64,
    String,
}

impl Kind {
    fn data_type(self) -> DataType {
        match self {
            Self::UInt8 => DataType::UInt8,
            Self::UInt32 => DataType::UInt32,
            Self::Int64 => DataType::Int64,
            Self::String => DataType::LargeUtf8,
        }
    }

    /// How many bytes a row takes in the first buffer.
    fn width(self) -> u64 {
        match self {
            Self::UInt8 => 1,
            Self::UInt32 => 4,
            Self::Int64 | Self::String => 8,
        }
    }

    fn n_buffers(self) -> usize {
        if self == Self::String { 2 } else { 1 }
    }
}

/// The names and kinds of the columns of a file.
pub(super) type Columns = [(&'static str, Kind)];

/// What goes into a buffer of a file.
pub(super) enum Source<'a> {
    /// Bytes in memory.
    Bytes(&'a [u8]),
    /// Strings in memory, one behind the other, and their length together.
    Texts(&'a [&'a str], u64),
    /// What is read, and how many bytes.
    Stream(&'a mut dyn Read, u64),
    /// Numbers that come part by part, and how many bytes they are.
    Parts(&'a mut dyn Iterator<Item = Result<ScalarBuffer<u32>>>, u64),
}

impl Source<'_> {
    fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Texts(_, length) | Self::Stream(_, length) | Self::Parts(_, length) => *length,
        }
    }
}

/// A file that is being written.
struct Sink<'a> {
    path: &'a Path,
    file: BufWriter<File>,
    control: &'a Control,
}

impl<'a> Sink<'a> {
    fn create(path: &'a Path, control: &'a Control) -> Result<Self> {
        let file = File::create(path).map_err(|error| io_error(path, &error))?;
        Ok(Self { path, file: BufWriter::with_capacity(1 << 20, file), control })
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        for chunk in bytes.chunks(CHUNK) {
            self.control.check()?;
            self.file.write_all(chunk).map_err(|error| io_error(self.path, &error))?;
        }
        Ok(())
    }

    fn put_source(&mut self, source: Source<'_>) -> Result<()> {
        match source {
            Source::Bytes(bytes) => self.put(bytes),
            Source::Texts(texts, _) => texts.iter().try_for_each(|text| self.put(text.as_bytes())),
            Source::Parts(parts, _) => {
                for part in parts {
                    self.put(part?.to_byte_slice())?;
                }
                Ok(())
            }
            Source::Stream(stream, length) => {
                let (mut rest, mut buffer) = (length, vec![0; 1 << 20]);
                while rest > 0 {
                    let wanted = usize::try_from(rest).map_or(buffer.len(), |rest| rest.min(buffer.len()));
                    let found = stream.read(&mut buffer[..wanted]);
                    let found = found.map_err(|error| io_error(self.path, &error))?;
                    if found == 0 {
                        return Err(io_error(self.path, &std::io::ErrorKind::UnexpectedEof.into()));
                    }
                    self.put(&buffer[..found])?;
                    rest -= found as u64;
                }
                Ok(())
            }
        }
    }

    /// Has the system put everything on the disk.
    fn finish(mut self) -> Result<()> {
        let done = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        done.map_err(|error| io_error(self.path, &error))
    }
}

/// Writes a file of columns: `sources` are the buffers of all columns in turn, of a column of strings its bounds and
/// then its bytes.
pub(super) fn write(
    path: &Path,
    columns: &Columns,
    n_rows: u64,
    sources: Vec<Source<'_>>,
    control: &Control,
) -> Result<()> {
    let mut file = Sink::create(path, control)?;
    let layout = Layout::new(columns, n_rows, sources.iter().map(Source::len));
    let (head, block) = layout.head(columns);
    file.put(&head)?;
    for source in sources {
        let padding = padding(source.len());
        file.put_source(source)?;
        file.put(padding)?;
    }
    file.put(&tail(columns, block))?;
    file.finish()
}

fn padding(length: u64) -> &'static [u8] {
    &ZEROS[..crate::strings::place(length.next_multiple_of(ALIGNMENT) - length)]
}

/// Where everything lies in a file.
struct Layout {
    n_rows: u64,
    buffers: Vec<BufferPlace>,
    body: u64,
}

impl Layout {
    fn new(columns: &Columns, n_rows: u64, mut lengths: impl Iterator<Item = u64>) -> Self {
        let (mut buffers, mut body) = (Vec::new(), 0);
        for (_, kind) in columns {
            // No nulls.
            buffers.push(BufferPlace::new(signed(body), 0));
            for length in lengths.by_ref().take(kind.n_buffers()) {
                buffers.push(BufferPlace::new(signed(body), signed(length)));
                body += length.next_multiple_of(ALIGNMENT);
            }
        }
        Self { n_rows, buffers, body }
    }

    /// All that stands before the buffers, and where the batch is.
    fn head(&self, columns: &Columns) -> (Vec<u8>, Block) {
        let mut head = [&MAGIC[..], &[0; 2]].concat();
        let schema = framed(&schema_message(columns), head.len() as u64, 8);
        head.extend(schema);
        let batch = framed(&self.batch_message(columns), head.len() as u64, ALIGNMENT);
        let length = i32::try_from(batch.len()).unwrap_or(i32::MAX);
        let block = Block::new(signed(head.len() as u64), length, signed(self.body));
        head.extend(batch);
        (head, block)
    }

    fn batch_message(&self, columns: &Columns) -> Vec<u8> {
        let mut builder = FlatBufferBuilder::new();
        let node = FieldNode::new(signed(self.n_rows), 0);
        let nodes = builder.create_vector(&vec![node; columns.len()]);
        let buffers = builder.create_vector(&self.buffers);
        let mut batch = RecordBatchBuilder::new(&mut builder);
        batch.add_length(signed(self.n_rows));
        batch.add_nodes(nodes);
        batch.add_buffers(buffers);
        let batch = batch.finish();
        let mut message = MessageBuilder::new(&mut builder);
        message.add_version(MetadataVersion::V5);
        message.add_header_type(MessageHeader::RecordBatch);
        message.add_bodyLength(signed(self.body));
        message.add_header(batch.as_union_value());
        let message = message.finish();
        builder.finish(message, None);
        builder.finished_data().to_vec()
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn schema(columns: &Columns) -> Schema {
    let field = |&(name, kind): &(&str, Kind)| Field::new(name, kind.data_type(), false);
    Schema::new(columns.iter().map(field).collect::<Vec<_>>())
}

fn schema_message(columns: &Columns) -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let schema = IpcSchemaEncoder::new().schema_to_fb_offset(&mut builder, &schema(columns));
    let mut message = MessageBuilder::new(&mut builder);
    message.add_version(MetadataVersion::V5);
    message.add_header_type(MessageHeader::Schema);
    message.add_header(schema.as_union_value());
    let message = message.finish();
    builder.finish(message, None);
    builder.finished_data().to_vec()
}

/// A message with its length, filled up so that what follows begins at a multiple of `alignment`.
fn framed(message: &[u8], start: u64, alignment: u64) -> Vec<u8> {
    let end = start + 8 + message.len() as u64;
    let length = message.len() + crate::strings::place(end.next_multiple_of(alignment) - end);
    let mut framed = Vec::with_capacity(length + 8);
    framed.extend(CONTINUATION);
    framed.extend(i32::try_from(length).unwrap_or(i32::MAX).to_le_bytes());
    framed.extend(message);
    framed.resize(length + 8, 0);
    framed
}

/// All that stands behind the buffers.
fn tail(columns: &Columns, block: Block) -> Vec<u8> {
    let mut builder = FlatBufferBuilder::new();
    let dictionaries = builder.create_vector::<Block>(&[]);
    let batches = builder.create_vector(&[block]);
    let schema = IpcSchemaEncoder::new().schema_to_fb_offset(&mut builder, &schema(columns));
    let mut footer = FooterBuilder::new(&mut builder);
    footer.add_version(MetadataVersion::V5);
    footer.add_schema(schema);
    footer.add_dictionaries(dictionaries);
    footer.add_recordBatches(batches);
    let footer = footer.finish();
    builder.finish(footer, None);
    let footer = builder.finished_data();
    let length = i32::try_from(footer.len()).unwrap_or(i32::MAX).to_le_bytes();
    [&CONTINUATION, &[0; 4], footer, &length, MAGIC].concat()
}

/// The columns of a file, where they lie.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) n_rows: usize,
    /// The buffers in turn, as for [`write()`].
    pub(super) buffers: std::vec::IntoIter<Buffer>,
}

/// Opens a file of columns. Only what says where they are is read.
pub(super) fn open(path: &Path, columns: &Columns) -> Result<Opened> {
    let file = File::open(path).map_err(|error| io_error(path, &error))?;
    let buffer = map(&file).map_err(|error| io_error(path, &error))?;
    let wrong = |what| bad_file(path, format!("{what}; it is damaged, or no file of a saved corpus"));
    locate(&buffer, columns).map_err(wrong)
}

/// The bytes of a file, read when they are looked at.
fn map(file: &File) -> std::io::Result<Buffer> {
    if file.metadata()?.len() == 0 {
        return Ok(Buffer::default());
    }
    // SAFETY: The map is private to this crate and never written. What it holds is only ever looked at as numbers, of
    // which every pattern of bits is one, and as strings, which are checked each time they are read; places in it
    // come from checked arithmetic and lie inside it, whatever the file says. That nobody changes the file under our
    // hands cannot be had from the system: files of a saved corpus are never written again under their final name
    // (`save` makes a new folder and renames it), and a file that is cut off by somebody else stops the process.
    #[allow(unsafe_code)]
    let map = unsafe { Mmap::map(file)? };
    Ok(Buffer::from(Bytes::from_owner(map)))
}

fn locate(file: &Buffer, columns: &Columns) -> std::result::Result<Opened, &'static str> {
    let end = file.len().checked_sub(10).ok_or("it is too short")?;
    if !file.starts_with(MAGIC) || !file.ends_with(MAGIC) {
        return Err("it does not begin and end as an Arrow file does");
    }
    let footer = number(file, end).and_then(|length| file.get(end.checked_sub(length)?..end));
    let footer = footer.and_then(|footer| root_as_footer(footer).ok()).ok_or("its footer is broken")?;
    let fields = footer.schema().and_then(|schema| schema.fields()).ok_or("it has no schema")?;
    let same = |(field, &(name, kind)): (arrow_ipc::Field<'_>, &(&str, Kind))| {
        field.name() == Some(name) && has_kind(&field, kind) && field.dictionary().is_none()
    };
    if fields.len() != columns.len() || !fields.iter().zip(columns).all(same) {
        return Err("it has other columns than it should");
    }
    let blocks = footer.recordBatches().ok_or("it has no batch")?;
    let block = if blocks.len() == 1 { blocks.get(0) } else { return Err("it has not one batch") };
    let start = usize::try_from(block.offset()).map_err(|_| "its batch lies outside")?;
    let length = number(file, start.saturating_add(4)).ok_or("its batch lies outside")?;
    let message = start.checked_add(8).and_then(|start| file.get(start..start.checked_add(length)?));
    let message = message.and_then(|message| root_as_message(message).ok()).ok_or("its batch is broken")?;
    let body = usize::try_from(block.metaDataLength()).ok().and_then(|length| start.checked_add(length));
    find_buffers(file, body.ok_or("its batch lies outside")?, message, columns)
}

fn has_kind(field: &arrow_ipc::Field<'_>, kind: Kind) -> bool {
    let of_int = |width, signed| {
        field.type_as_int().is_some_and(|int| int.bitWidth() == width && int.is_signed() == signed)
    };
    match kind {
        Kind::UInt8 => of_int(8, false),
        Kind::UInt32 => of_int(32, false),
        Kind::Int64 => of_int(64, true),
        Kind::String => field.type_type() == Type::LargeUtf8,
    }
}

fn find_buffers(
    file: &Buffer,
    body: usize,
    message: Message<'_>,
    columns: &Columns,
) -> std::result::Result<Opened, &'static str> {
    let batch: RecordBatch<'_> = message.header_as_record_batch().ok_or("its batch is none")?;
    let places = batch.buffers().ok_or("its batch has no buffers")?;
    let n_rows = u64::try_from(batch.length()).map_err(|_| "its length is wrong")?;
    if batch.compression().is_some() {
        return Err("it is compressed");
    }
    let (mut places, mut buffers) = (places.iter(), Vec::new());
    for &(_, kind) in columns {
        if places.next().is_none_or(|validity| validity.length() != 0) {
            return Err("it has nulls");
        }
        let rows = if kind == Kind::String { n_rows.checked_add(1) } else { Some(n_rows) };
        let wanted = rows.and_then(|rows| rows.checked_mul(kind.width()));
        for (index, found) in places.by_ref().take(kind.n_buffers()).enumerate() {
            let buffer = slice(file, body, found).ok_or("a column lies outside, or not at a border")?;
            if index == 0 && wanted != Some(buffer.len() as u64) {
                return Err("a column is not as long as the table");
            }
            buffers.push(buffer);
        }
    }
    if buffers.len() != columns.iter().map(|(_, kind)| kind.n_buffers()).sum::<usize>() {
        return Err("it has too few buffers");
    }
    let n_rows = usize::try_from(n_rows).map_err(|_| "its length is wrong")?;
    Ok(Opened { n_rows, buffers: buffers.into_iter() })
}

/// A buffer of the file, if it lies inside and numbers can be read where it begins.
fn slice(file: &Buffer, body: usize, place: &BufferPlace) -> Option<Buffer> {
    let start = usize::try_from(place.offset()).ok()?.checked_add(body)?;
    let length = usize::try_from(place.length()).ok()?;
    let inside = start.checked_add(length)? <= file.len() && start.is_multiple_of(8);
    inside.then(|| file.slice_with_length(start, length))
}

/// Four bytes as a number that is not negative.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(i32::from_le_bytes(bytes)).ok()
}
