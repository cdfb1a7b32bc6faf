import JSONText
import Testing

@Suite("JSON objects: ordered, each key once")
struct JSONObjectTests {
    @Test
    func `setting replaces in place, appends, and removes`() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = nil
        object["d"] = .null
        #expect(object == ["a": 3, "b": 2, "d": nil])
        object["b"] = nil
        #expect(object.keys == ["a", "d"])
    }

    @Test
    func `a key given twice keeps its first place and its last value`() {
        #expect(JSONObject(members: [("a", 1), ("b", 2), ("a", 3)]) == ["a": 3, "b": 2])
    }

    @Test
    func `equality minds the order and the kind of number`() {
        #expect(JSONObject(members: [("a", 1), ("b", 2)]) != ["b": 2, "a": 1])
        #expect(JSONValue.integer(1) != .number(1))
    }

    @Test
    func `each accessor answers for its own kind only`() {
        let values: [JSONValue] = [nil, true, 1, 1.5, "s", [1], ["k": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false, false])
        #expect(values.map(\.boolValue) == [nil, true, nil, nil, nil, nil, nil])
        #expect(values.map(\.integerValue) == [nil, nil, 1, nil, nil, nil, nil])
        #expect(values.map(\.numberValue) == [nil, nil, 1, 1.5, nil, nil, nil])
        #expect(values.map(\.stringValue) == [nil, nil, nil, nil, "s", nil, nil])
        #expect(values.map(\.arrayValue) == [nil, nil, nil, nil, nil, [1], nil])
        #expect(values.map(\.objectValue) == [nil, nil, nil, nil, nil, nil, ["k": 1]])
    }
}
