/// The fields of one event, as lent by the reader.
struct EventFields {
    var date: FieldBytes
    var event: FieldBytes
    var detail: FieldBytes
    var result: FieldBytes
    var site: FieldBytes
    var count: FieldBytes
    var size: FieldBytes
    var value: FieldBytes
}
